"""Tries the running demo from outside, as a browser would, and its worker from inside."""

import html
import re
import secrets
import time
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from typing import Final

from support_desk.supervisor.memory import Login

JOB_LIMIT: Final = 60.0
CSRF_FIELD: Final = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
TITLE: Final = re.compile(r"<title>(.*?)</title>", re.DOTALL)


class TrialFailed(Exception):
    """Names the URL or the job that failed."""


def home_page_after_login(base: str, login_path: str, login: Login) -> str:
    """Logs in with a browser's manners and returns the title of the page that follows."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    form_url = base + login_path
    token = CSRF_FIELD.search(_fetch(browser, form_url)[1])
    if token is None:
        raise TrialFailed(f"{form_url} shows no log-in form")
    answers = {"login": login.email, "password": login.password, "csrfmiddlewaretoken": token[1]}
    request = urllib.request.Request(  # noqa: S310 - the demo's own address
        form_url, urllib.parse.urlencode(answers).encode(), {"Referer": form_url, "Origin": base}
    )
    _fetch(browser, request)
    url, page = _fetch(browser, base + "/")
    if urllib.parse.urlsplit(url).path.startswith("/accounts/"):
        raise TrialFailed(f"{form_url} did not let {login.email} in ({login.role})")
    title = TITLE.search(page)
    return html.unescape(title[1]).strip() if title else url


def _fetch(browser: urllib.request.OpenerDirector, request: str | urllib.request.Request) -> tuple[str, str]:
    """Where it led to and the text; any answer but a good one is a TrialFailed with the URL."""
    try:
        with browser.open(request, timeout=30) as response:
            return response.url, response.read().decode()
    except urllib.error.HTTPError as error:
        raise TrialFailed(f"{error.url} answered {error.code}") from error
    except OSError as error:
        url = request if isinstance(request, str) else request.full_url
        raise TrialFailed(f"{url} did not answer: {error}") from error


def job_through_the_worker() -> float:
    """Seconds from handing a job out to seeing what it did."""
    from django.core.cache import cache

    from support_desk.jobs import answer_trial

    key = f"trial:{secrets.token_hex(8)}"
    began = time.monotonic()
    answer_trial.delay(key)
    while cache.get(key) is None:
        if time.monotonic() - began > JOB_LIMIT:
            raise TrialFailed(f"the job {answer_trial.name} was not done within {JOB_LIMIT:.0f} seconds")
        time.sleep(0.02)
    return time.monotonic() - began
