"""Tasks that are handed out once their transaction is committed: by then what was done is done, broker or no broker."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from celery.contrib.django.task import DjangoTask
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


class HandedOutTask(DjangoTask):  # type: ignore[misc] # celery has no types
    """A task whose caller does not hear that the broker is away: what it would do is a row, which the schedule finds
    a little later."""

    def delay_on_commit(self, *args: Any, **kwargs: Any) -> None:
        transaction.on_commit(partial(self._hand_out, self.delay, *args, **kwargs))

    def apply_async_on_commit(self, *args: Any, **kwargs: Any) -> None:
        transaction.on_commit(partial(self._hand_out, self.apply_async, *args, **kwargs))

    def _hand_out(self, how: Callable[..., object], *args: Any, **kwargs: Any) -> None:
        try:
            how(*args, **kwargs)
        except OperationalError as away:
            logger.warning("%s was not handed out, the schedule will: %s", self.name, away)
