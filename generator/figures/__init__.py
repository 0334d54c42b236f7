"""Diagram descriptions become drawings: boxes, lines and labels in points."""
