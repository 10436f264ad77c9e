"""What steps of migrations that add are shown, and what those that read rows are."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import models
from django.db.migrations.state import ModelState, ProjectState

from support_desk.light_states import ADDING, light_states

KEY = ("id", models.BigAutoField(primary_key=True))


def to(name: str) -> models.Field[Any, Any]:
    return models.ForeignKey(f"desk.{name}", models.PROTECT, related_name="+")


def person_and_those_tied() -> ProjectState:
    """A person, and three kinds that know one."""
    state = ProjectState()
    state.add_model(ModelState("desk", "Person", [KEY]))
    for name in ("Ticket", "Task", "Note"):
        state.add_model(ModelState("desk", name, [KEY, ("person", to("Person"))]))
    assert state.apps
    return state


type Step = Callable[[ProjectState], None]

STEPS: dict[str, Step] = {
    "add_model": lambda state: state.add_model(ModelState("desk", "Reply", [KEY, ("person", to("Person"))])),
    "add_field": lambda state: state.add_field("desk", "ticket", "task", to("Task"), preserve_default=True),
    "add_index": lambda state: state.add_index("desk", "ticket", models.Index("person", name="by_person")),
    "add_constraint": lambda state: state.add_constraint(
        "desk", "ticket", models.UniqueConstraint("person", name="one_a_person")
    ),
}


def ties_of(model: type[models.Model]) -> list[Any]:
    return [field.related_model for field in model._meta.get_fields(include_hidden=True) if field.is_relation]


def rendered_by(step: Step, state: ProjectState, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the models that a step makes classes of."""
    names, usual = [], ModelState.render

    def render(self: ModelState, apps: Any) -> Any:
        names.append(self.name)
        return usual(self, apps)

    with monkeypatch.context() as patched:
        patched.setattr(ModelState, "render", render)
        step(state)
    return names


@pytest.mark.parametrize("name", ADDING)
def test_a_step_that_adds_renders_its_model_alone(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(rendered_by(STEPS[name], person_and_those_tied(), monkeypatch)) > 1
    with light_states():
        assert len(rendered_by(STEPS[name], person_and_those_tied(), monkeypatch)) == 1


@pytest.mark.parametrize("name", ADDING)
def test_what_was_added_is_there_and_ties_are_whole_where_rows_are_read(name: str) -> None:
    usual, light = person_and_those_tied(), person_and_those_tied()
    STEPS[name](usual)
    with light_states():
        STEPS[name](light)
    assert light.models == usual.models
    # As Django does before the code of a migration runs.
    light = light.clone()
    light.clear_delayed_apps_cache()
    known = set(light.apps.get_models())
    assert all(tie in known for model in known for tie in ties_of(model))
    assert {model.__name__ for model in known} == {model.__name__ for model in usual.apps.get_models()}


def test_outside_of_it_states_are_django_s_again() -> None:
    before = [getattr(ProjectState, name) for name in ADDING]
    with pytest.raises(ValueError), light_states():
        raise ValueError
    assert [getattr(ProjectState, name) for name in ADDING] == before
