"""The load board and what is drawn from it (L7, L8), a file a question."""
