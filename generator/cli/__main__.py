"""``python -m generator.cli`` runs the command line."""

from generator.cli import main

main()
