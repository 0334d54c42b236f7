"""Targets, atomic outputs and everything else that writes below output/."""
