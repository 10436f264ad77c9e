"""Courses that a ticket can take. A story is a generator: it yields the instant at which it goes on."""

from collections.abc import Iterator
from datetime import datetime

Story = Iterator[datetime]
