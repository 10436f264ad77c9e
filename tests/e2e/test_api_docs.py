"""The page of the API in a browser, under its own content policy."""

from playwright.sync_api import Page, expect


def test_the_page_draws_the_schema_without_an_error(live_server, page_without_errors: Page):
    page = page_without_errors
    page.goto(f"{live_server.url}/api/v1/docs/")
    expect(page.locator(".swagger-ui .info .title")).to_contain_text("Support Desk", timeout=20_000)
    expect(page.locator(".opblock").first).to_be_visible()
    page.locator("#operations-tickets-tickets_reply_create").click()
    expect(page.locator("#operations-tickets-tickets_reply_create")).to_contain_text("Idempotency-Key")
