"""指引 (zhiyin): structured content and templates become official documents in Word and PDF."""

__version__ = "0.1.0"
