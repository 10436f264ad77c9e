"""What is drawn once a process is drawn for each language, and knows nothing but what its key says."""

import pytest
from django.template import Context, Template
from django.test import override_settings
from django.utils import translation

from support_desk.shared.ui import kept


def test_a_part_is_drawn_once_for_each_language_and_value(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[tuple[str | None, object]] = []

    def draw(_name: str, values: dict[str, object]) -> str:
        drawn.append((translation.get_language(), values["n"]))
        return f"{translation.get_language()} {values['n']}"

    monkeypatch.setattr(kept, "render_to_string", draw)
    for language, number in (("en", 1), ("ru", 1), ("ru", 2), ("en", 1), ("ru", 2)):
        with translation.override(language):
            assert kept.kept("any of this test", n=number) == f"{language} {number}"
    assert drawn == [("en", 1), ("ru", 1), ("ru", 2)]


def test_it_sees_nothing_of_the_page_around_it() -> None:
    around = Context({"keyboard": False, "shell": {"keyboard": False}})
    off = "Shortcuts are switched off"
    assert off not in Template('{% kept "shell/help.html" keyboard=True %}').render(around)
    assert off in Template('{% kept "shell/help.html" keyboard=False %}').render(around)


def test_who_edits_templates_sees_each_change(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = iter(["before", "after"])
    monkeypatch.setattr(kept, "render_to_string", lambda _name, _values: next(texts))
    with override_settings(DEBUG=True):
        assert [kept.kept("edited in this test"), kept.kept("edited in this test")] == ["before", "after"]
