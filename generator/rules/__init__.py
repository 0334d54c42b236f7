"""Checks over loaded models, each with an identifier, its clause and a remedy."""
