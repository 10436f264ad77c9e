"""What `migrate` renders between two steps: with each model that is added, not everything it is tied to as well.

Django keeps a class for each model as it was at each step, and after every step makes those anew that are tied to what
it changed. Here everything is tied to a person, and so hundreds of steps that only add made thirty thousand classes.
A table, column, index or constraint that is added needs its own model alone. Whatever reads or changes rows is shown
whole states, as always: Django has a mark for those that are not (`is_delayed`), and renders them first.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.db.migrations.state import ProjectState

ADDING = ("add_model", "add_field", "add_index", "add_constraint")


@contextmanager
def light_states() -> Iterator[None]:
    """Within it steps that only add render one model; those that alter, rename or remove go on as Django's do."""
    usual = {name: getattr(ProjectState, name) for name in ADDING}
    for name, add in usual.items():
        setattr(ProjectState, name, lightly(add))
    try:
        yield
    finally:
        for name, add in usual.items():
            setattr(ProjectState, name, add)


def lightly(add: Callable[..., None]) -> Callable[..., None]:
    """One of those methods, followed by `render_alone` where Django renders all that is tied to the model."""

    def added(state: Any, *args: Any, **kwargs: Any) -> None:
        state.reload_model = partial(render_alone, state)
        try:
            add(state, *args, **kwargs)
        finally:
            del state.reload_model

    return added


def render_alone(state: Any, app_label: str, model_name: str, delay: bool = False) -> None:
    """Instead of `ProjectState.reload_model`, with its arguments."""
    if "apps" in vars(state):
        state.is_delayed = True
        state._reload({(app_label, model_name)})
