"""Reviews of replies: picked, looked through, turned into disputes (S5)."""
