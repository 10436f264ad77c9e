"""What pages do by attributes alone: drafts, attachments, live lists. The browser's router plays the server."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Request, Route
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),  # static files are found where they lie, none are collected
]

FORM = """
<form method="post" action="/sent/" data-draft-url="/draft/" data-draft-version="3" data-drop data-max-bytes="2048">
  <textarea name="text" id="probe"></textarea><span data-draft-status></span>
  <input type="file" name="files" multiple data-files-input><ul data-files></ul><button>Send</button>
</form>"""
ROWS = """
<ul id="live" hx-get="/rows/" hx-trigger="every 300ms" hx-swap="innerMorph">
  <li id="a" data-row data-rev="1">one</li><li id="b" data-row data-rev="1"><input id="typed"></li>
</ul>"""


@pytest.fixture
def put(page_without_errors: Page, live_server: LiveServer, settings: Settings) -> Callable[[str], Page]:
    """Puts markup into a page of ours, as a swap would."""
    settings.DEMO = True

    def place(markup: str) -> Page:
        page = page_without_errors
        page.goto(f"{live_server.url}/styleguide/")
        page.wait_for_load_state("networkidle")
        page.evaluate(
            "html => { const c = document.getElementById('content'); c.innerHTML = html; htmx.process(c); }", markup
        )
        return page

    return place


def fields(request: Request) -> str:
    return request.post_data or ""


def test_a_draft_is_saved_while_typing_and_carries_its_version(put: Callable[[str], Page]) -> None:
    page, sent = put(FORM), list[str]()

    def save(route: Route) -> None:
        sent.append(fields(route.request))
        route.fulfill(status=200, content_type="application/json", body=json.dumps({"version": 3 + len(sent)}))

    page.route("**/draft/", save)
    page.locator("#probe").press_sequentially("Dear Marina")
    page.get_by_text("Draft saved").wait_for()
    page.locator("#probe").press_sequentially(", yes")
    page.locator('form[data-draft-version="5"]').wait_for()
    assert len(sent) == 2
    assert "Dear Marina, yes" in sent[1]
    assert 'name="version"\r\n\r\n4' in sent[1]


def test_a_newer_draft_is_never_overwritten(put: Callable[[str], Page], allowed_errors: list[str]) -> None:
    allowed_errors.append("409")
    page, sent = put(FORM), list[str]()

    def refuse(route: Route) -> None:
        sent.append(fields(route.request))
        route.fulfill(status=409, content_type="application/json", body='{"version": 9}')

    page.route("**/draft/", refuse)
    page.fill("#probe", "Old window")
    page.get_by_text("A newer draft was written in another window.").wait_for()
    page.locator("#probe").press_sequentially(" goes on")
    page.wait_for_timeout(1200)
    assert len(sent) == 1
    assert page.input_value("#probe") == "Old window goes on"


def test_text_typed_without_a_connection_is_offered_again(
    put: Callable[[str], Page], allowed_errors: list[str]
) -> None:
    allowed_errors += ["ERR_FAILED"]
    page = put(FORM)
    page.route("**/draft/", lambda route: route.abort())
    page.fill("#probe", "Written on a train")
    page.get_by_text("Draft kept in this browser").wait_for()
    page.unroute("**/draft/")
    page.route("**/draft/", lambda route: route.fulfill(json={"version": 4}))
    page = put(FORM)
    page.evaluate("document.dispatchEvent(new CustomEvent('htmx:after:swap', {detail: {ctx: {}}}))")
    page.get_by_role("button", name="Put it back").click()
    assert page.input_value("#probe") == "Written on a train"
    page.get_by_text("Draft saved").wait_for()


PASTE = """() => {
  const data = new DataTransfer();
  data.items.add(new File(['x'.repeat(100)], 'screen.png', {type: 'image/png'}));
  data.items.add(new File(['x'.repeat(9000)], 'film.mp4', {type: 'video/mp4'}));
  document.getElementById('probe').dispatchEvent(
    new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def test_pasted_files_land_in_the_form_and_can_be_taken_out(put: Callable[[str], Page]) -> None:
    page = put(FORM)
    page.evaluate(PASTE)
    assert page.locator("[data-files] li").all_inner_texts() != []
    assert page.evaluate("[...document.querySelector('[data-files-input]').files].map(f => f.name)") == ["screen.png"]
    page.get_by_text("“film.mp4” is larger than 2 KB and was left out.").wait_for()
    page.get_by_role("button", name="Remove screen.png").click()
    assert page.evaluate("document.querySelector('[data-files-input]').files.length") == 0


def test_a_live_list_marks_what_changed_and_leaves_typing_alone(put: Callable[[str], Page]) -> None:
    changed = (
        '<li id="a" data-row data-rev="2">one, changed</li><li id="b" data-row data-rev="1"><input id="typed"></li>'
    )
    page = put("<p></p>")
    page.route("**/rows/", lambda route: route.fulfill(status=200, content_type="text/html", body=changed))
    page.evaluate(
        "html => { const c = document.getElementById('content'); c.innerHTML = html; htmx.process(c); }", ROWS
    )
    page.locator("#typed").press_sequentially("half a wo")
    page.locator("#a.is-changed").wait_for()
    page.wait_for_timeout(700)
    assert page.input_value("#typed") == "half a wo"
    assert page.evaluate("document.activeElement.id") == "typed"
    assert page.locator("#b.is-changed").count() == 0
    page.hover("#a")
    page.wait_for_timeout(700)
    assert page.locator("#a.is-changed").count() == 0


def test_a_refusal_is_said_and_nothing_is_swapped(put: Callable[[str], Page], allowed_errors: list[str]) -> None:
    allowed_errors.append("422")
    page = put('<form hx-post="/refuse/" hx-target="#spot"><button>Close</button></form><p id="spot">as it was</p>')
    answer: dict[str, Any] = {
        "status": 422,
        "content_type": "text/plain; charset=utf-8",
        "body": "The month is closed.",
    }
    page.route("**/refuse/", lambda route: route.fulfill(**answer))
    page.get_by_role("button", name="Close", exact=True).first.click()
    page.locator("#toasts").get_by_text("The month is closed.").wait_for()
    assert page.inner_text("#spot") == "as it was"


def test_a_lost_session_is_never_put_into_the_page(put: Callable[[str], Page], live_server: LiveServer) -> None:
    page = put('<button hx-get="/accounts/password/change/" hx-target="#spot">Show</button><p id="spot">as it was</p>')
    page.get_by_role("button", name="Show").click()
    page.get_by_text("You have been logged out. Your text is kept.").wait_for()
    assert page.inner_text("#spot") == "as it was"
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(f"{live_server.url}/accounts/login/?next=%2Fstyleguide%2F")
