"""The XML vocabulary between templates and the document tree, and its parser."""
