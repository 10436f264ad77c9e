"""What the pages of the client portal show. Nothing here reads notes, time of ours or names of reviewers (P2)."""
