"""Rules that must be mended or written."""
