"""Jinja, sandboxed and strict, whose every printed value is a fact with its source."""
