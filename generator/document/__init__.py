"""The document tree: nodes, walking, numbering, references and a readable dump; knows no format."""
