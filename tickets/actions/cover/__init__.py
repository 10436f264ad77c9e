"""Who answers in somebody's absence: routed by itself, taken, handed over, given back (L4, S4)."""

from tickets.actions.cover.following import follow_presence
from tickets.actions.cover.reroute import reroute
from tickets.actions.cover.taking import give_back, hand_over_ticket, take_ticket

__all__ = ["follow_presence", "give_back", "hand_over_ticket", "reroute", "take_ticket"]
