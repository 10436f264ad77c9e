"""Words by which things of the small world are told apart."""

# A word that every text holds, to be searched for; what must not be found is the canary beside it.
BEACON = "beacon"


def canary(kind: str, relation: str) -> str:
    """The word that marks things of `kind` in `relation` to the people of the world."""
    return f"zq{kind}{relation}"
