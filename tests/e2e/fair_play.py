"""What browser tests of disputes, reviews and complaints share: a rule that was read, an answer, the points told."""

from datetime import datetime

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from django.core.management import call_command
from playwright.sync_api import Page, expect

from disputes.models import RegulationVersion
from tests import factories as make
from workload.models import Employee

STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def a_rule(head: Employee, *readers: Employee, code: str = "R-12") -> RegulationVersion:
    """A rule of the head's department, read by `readers`."""
    version = make.a_version(make.a_regulation(head.employments.get().department, owner=head, code=code))
    make.acknowledged(version, *readers)
    return version


def run_due(at: datetime) -> None:
    """`manage.py run_due --at`, in this process: time may be pretended only with DEMO."""
    call_command("run_due", at=at.isoformat())


def opened(page: Page, title: str) -> None:
    """The dispute of that title from the list, ready for keys."""
    page.get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.wait_for_load_state()


def chosen(page: Page, key: str, label: str) -> None:
    """A choice by its key."""
    page.keyboard.press(key)
    expect(page.get_by_role("radio", name=label)).to_be_checked()


def answer(page: Page, explanation: str = "") -> None:
    """The respondent's, by keyboard, contested when there is an explanation; seen to be taken."""
    chosen(page, "2" if explanation else "1", "I contest" if explanation else "I accept")
    if explanation:
        page.get_by_label("Explanation").fill(explanation)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("button", name="Answer", exact=True)).to_have_count(0)


def moved(page: Page) -> dict[str, str]:
    """{person: points} of what the page of a dispute says was posted."""
    expect(page.get_by_role("list", name="Steps of the dispute")).to_be_visible()
    rows = page.get_by_role("table", name="Points that this dispute has moved").locator("tbody tr")
    return {row.get_by_role("rowheader").inner_text(): row.locator("td").last.inner_text() for row in rows.all()}


def assert_accessible(page: Page) -> None:
    found = Axe().run(page, options={"runOnly": STANDARD})
    assert found.violations_count == 0, found.generate_report()
