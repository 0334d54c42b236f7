"""Font metrics, Chinese line breaking, tables and pages: a document tree becomes plain placed items."""
