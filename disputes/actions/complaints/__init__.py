"""Complaints: suggested, flagged, decided; and the words that suggest them (S6)."""
