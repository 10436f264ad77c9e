"""Splitting a long letter into its questions, and settling them one by one (T6)."""
