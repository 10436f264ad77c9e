"""What `demo --check` says when something is wrong: the failing address."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from support_desk.supervisor.memory import Login
from support_desk.supervisor.ports import free_port
from support_desk.supervisor.trial import TrialFailed, home_page_after_login

ANNA = Login("Manager", "anna@desk.test", "secret")
FORM = '<input type="hidden" name="csrfmiddlewaretoken" value="abc">'


class FakeDesk(BaseHTTPRequestHandler):
    """`pages` maps "METHOD path" to (status, text) or to a place to go."""

    pages: dict[str, tuple[int, str] | str]

    def answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        page = self.pages[f"{self.command} {self.path}"]
        self.send_response(302 if isinstance(page, str) else page[0])
        if isinstance(page, str):
            self.send_header("Location", page)
        body = b"" if isinstance(page, str) else page[1].encode()
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = answer  # noqa: N815 - the names of the library

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the library
        """Silence."""


@pytest.fixture
def desk() -> Iterator[tuple[str, dict[str, tuple[int, str] | str]]]:
    pages: dict[str, tuple[int, str] | str] = {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Desk", (FakeDesk,), {"pages": pages}))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", pages
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_home_pages_title_is_returned(desk: tuple[str, dict[str, tuple[int, str] | str]]) -> None:
    base, pages = desk
    pages |= {"GET /login/": (200, FORM), "POST /login/": "/", "GET /": (200, "<title>My day &amp; night</title>")}
    assert home_page_after_login(base, "/login/", ANNA) == "My day & night"


def test_a_page_that_fails_is_named(desk: tuple[str, dict[str, tuple[int, str] | str]]) -> None:
    base, pages = desk
    pages |= {"GET /login/": (200, FORM), "POST /login/": "/", "GET /": (500, "")}
    with pytest.raises(TrialFailed, match=rf"{base}/ answered 500"):
        home_page_after_login(base, "/login/", ANNA)


def test_a_refused_log_in_is_named(desk: tuple[str, dict[str, tuple[int, str] | str]]) -> None:
    base, pages = desk
    pages |= {"GET /accounts/login/": (200, FORM), "POST /accounts/login/": (200, FORM), "GET /": "/accounts/login/"}
    with pytest.raises(TrialFailed, match=r"did not let anna@desk\.test in"):
        home_page_after_login(base, "/accounts/login/", ANNA)


def test_a_page_without_a_form_is_named(desk: tuple[str, dict[str, tuple[int, str] | str]]) -> None:
    base, pages = desk
    pages |= {"GET /login/": (200, "nothing")}
    with pytest.raises(TrialFailed, match=rf"{base}/login/ shows no log-in form"):
        home_page_after_login(base, "/login/", ANNA)


def test_silence_is_named() -> None:
    base = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(TrialFailed, match=rf"{base}/login/ did not answer"):
        home_page_after_login(base, "/login/", ANNA)
