"""Months of points as money: settled on the first, applied when pay is frozen, kitties spent (M1–M4)."""
