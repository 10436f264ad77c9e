"""The children that live and die together."""

import signal
import time
from collections.abc import Callable
from typing import Final

from support_desk.supervisor.child import Child

# Requests and jobs of the demo are short. What takes longer is cut off; its jobs are delivered again at the next start.
PATIENCE: Final = 1.0
GLANCE: Final = 0.05


class ChildEnded(Exception):
    """A child ended by itself; the text has its name and the end of its log."""

    def __init__(self, child: Child) -> None:
        super().__init__(f"{child.name} ended with code {child.exit_code}. Its log says:\n{child.log_tail()}")


class Family:
    """Starts children one by one, notices when one ends, and stops them all."""

    def __init__(self) -> None:
        self.children: list[Child] = []

    def add(self, child: Child) -> Child:
        self.children.append(child)
        child.start()
        return child

    def run_to_end(self, child: Child) -> None:
        """A child with an errand; raises ChildEnded when it fails, or when another ends meanwhile."""
        self.see_to_the_end(self.add(child))

    def see_to_the_end(self, child: Child) -> None:
        """The same for one that has started."""
        self.wait_until(lambda: child.ended, errands=(child,))
        self.children.remove(child)
        if child.exit_code != 0:
            raise ChildEnded(child)

    def wait_until(
        self, happened: Callable[[], bool], *, seconds: float | None = None, errands: tuple[Child, ...] = ()
    ) -> None:
        """Looks about until something happened; raises ChildEnded for a lost child, TimeoutError after `seconds`."""
        limit = None if seconds is None else time.monotonic() + seconds
        while not happened():
            self._look_after(errands)
            if limit is not None and time.monotonic() > limit:
                raise TimeoutError
            time.sleep(GLANCE)

    def _look_after(self, errands: tuple[Child, ...]) -> None:
        for child in self.children:
            if child.ended and child not in errands:
                raise ChildEnded(child)

    def stop(self) -> None:
        """Returns when nothing of the family is left."""
        for child in reversed(self.children):
            child.ask_to_end()
        self._all(lambda child: child.ended, within=PATIENCE)
        for child in self.children:
            child.signal_all(signal.SIGKILL)
        self._all(lambda child: child.leaves_nothing, within=1)

    def _all(self, holds: Callable[[Child], bool], *, within: float) -> bool:
        limit = time.monotonic() + within
        while time.monotonic() < limit:
            if all(holds(child) for child in self.children):
                return True
            time.sleep(0.02)
        return False
