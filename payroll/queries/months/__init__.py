"""A department's month as pay reads it: who worked where and when, by which plan, and what they reached."""
