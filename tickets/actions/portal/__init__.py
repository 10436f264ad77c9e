"""What a client's people do in their portal, and how they come into it."""
