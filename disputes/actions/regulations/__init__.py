"""Regulations: written, published, read."""
