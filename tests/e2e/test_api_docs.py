"""The page of the API in a browser, under its own content policy."""

from playwright.sync_api import Locator, Page, expect

SCREENS = 80


def scrolled_to(page: Page, selector: str) -> Locator:
    """A long schema is drawn as far as one has scrolled: goes down until `selector` is there."""
    found = page.locator(selector)
    for _ in range(SCREENS):
        if found.count():
            break
        page.mouse.wheel(0, 700)
        page.wait_for_timeout(150)
    return found


def test_the_page_draws_the_schema_without_an_error(live_server, page_without_errors: Page):
    page = page_without_errors
    page.goto(f"{live_server.url}/api/v1/docs/")
    expect(page.locator(".swagger-ui .info .title")).to_contain_text("Support Desk", timeout=20_000)
    expect(page.locator(".opblock").first).to_be_visible()
    page.mouse.move(640, 400)
    verb = scrolled_to(page, "#operations-tickets-tickets_reply_create")
    verb.click()
    expect(verb).to_contain_text("Idempotency-Key")
