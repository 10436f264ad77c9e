"""Gunicorn's settings, of the demo and of the image: what every worker needs is loaded before they fork, and shared.

In this file gunicorn looks for its own names.
"""

import gc
from typing import Any

preload_app = True
control_socket_disable = True


def when_ready(server: Any) -> None:
    """Reads the addresses, and with them all pages; freezing keeps the collector from touching shared memory."""
    import fpdf  # noqa: F401 - the writer of PDF is loaded late (exports/paper.py), here for all workers at once
    from django.urls import get_resolver

    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
