"""Onboarding: instructions, plans, and the steps that somebody new takes (L9)."""
