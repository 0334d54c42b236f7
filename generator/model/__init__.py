"""The shapes of what the project knows: content, forms, companies, style sheet; types and invariants only."""
