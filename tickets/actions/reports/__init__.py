"""The monthly reports to clients: built, mended, sent, asked about (W8)."""
