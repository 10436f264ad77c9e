"""Letters that leave the house: composed here, sent by the outbox's relay."""
