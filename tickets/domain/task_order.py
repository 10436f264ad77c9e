"""Which of two tasks of one specialist goes first (W1)."""

LAST = 2_000_000_000


def ranked(first: int, second: int) -> tuple[int, int]:
    """Ranks with which the first task stands before the second: as they are where that holds already, else the first
    moves just before the second, or the second just behind the first where there is no room; the
    last rank before the first moves both. Both are 0 to LAST."""
    if first < second:
        return first, second
    if second > 0:
        return second - 1, second
    return (first, first + 1) if first < LAST else (first - 1, first)
