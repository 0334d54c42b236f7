"""YAML files become models; every value remembers its file and line."""

from generator.loading.content import Content, load_content

__all__ = ["Content", "load_content"]
