"""What must hold of the data, whatever happened (quality.md): one file an invariant, gathered in `ALL`."""

from support_desk.invariants.base import Broken, Invariant
from support_desk.invariants.registry import ALL

__all__ = ["ALL", "Broken", "Invariant"]
