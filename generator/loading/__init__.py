"""YAML files become models; every value remembers its file and line."""
