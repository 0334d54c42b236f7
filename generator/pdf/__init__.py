"""Placed pages become a tagged PDF."""
