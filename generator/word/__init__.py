"""The document tree and the page map become a Word package."""
