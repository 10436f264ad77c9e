"""Composing what people are told."""
