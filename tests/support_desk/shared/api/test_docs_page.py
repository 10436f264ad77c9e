"""What docs/api.md tells is so."""

import re
from pathlib import Path

from django.urls import Resolver404, resolve

from support_desk.shared.scopes import Scope
from tickets.api.inputs import AFTER_REPLY
from tickets.api.verbs import TicketHandling, TicketWriting

PAGE = (Path(__file__).resolve().parents[4] / "docs" / "api.md").read_text()


def test_every_address_of_an_example_exists():
    paths = {path.partition("?")[0] for path in re.findall(r"\$DESK(/api/v1/[^\"]*)", PAGE)}
    assert len(paths) >= 4
    for path in paths:
        try:
            assert resolve(path).url_name != "api-nothing", path
        except Resolver404:
            raise AssertionError(path) from None


def test_every_scope_verb_and_next_step_is_named():
    verbs = {action.url_path for view in (TicketWriting, TicketHandling) for action in view.get_extra_actions()}
    for word in [*Scope.values, *verbs, *AFTER_REPLY]:
        assert f"`{word}`" in PAGE, word
