"""Static files are looked for once: every `Client()` builds the middleware anew, and they do not change meanwhile."""

from collections.abc import Callable, Iterator

import pytest
from whitenoise.middleware import WhiteNoiseMiddleware

Scan = Callable[..., None]


@pytest.fixture(scope="session", autouse=True)
def _static_files_are_found_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("update_files_dictionary", "add_files_from_finders"):
            patch.setattr(WhiteNoiseMiddleware, name, _kept(getattr(WhiteNoiseMiddleware, name)))
        yield


def _kept(scan: Scan) -> Scan:
    found: dict[tuple[str, ...], dict[str, object]] = {}

    def scan_once(self: WhiteNoiseMiddleware, *where: str) -> None:
        if where not in found:
            earlier, self.files = self.files, {}
            scan(self, *where)
            found[where], self.files = self.files, earlier
        self.files.update(found[where])

    return scan_once
