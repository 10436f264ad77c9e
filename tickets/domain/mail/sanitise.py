"""HTML of strangers made harmless (T9): nothing runs, posts, loads or hides, in a frame of its own or in our page.

`clean_html` is stored; in it pictures have no address that a browser would load. `present_html` makes the page's
version of it, with the mail's own pictures in place, remote ones only when asked for, and quotes folded.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape

import nh3

KEPT = """
    a abbr b bdi bdo blockquote br caption center cite code col colgroup dd del dfn div dl dt em font h1 h2 h3 h4 h5 h6
    hr i img ins kbd li ol p pre q s samp small span strike strong sub sup table tbody td tfoot th thead tr tt u ul var
    wbr
"""
TAGS = frozenset(KEPT.split())
DROPPED_WITH_CONTENT = {
    "script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math", "select", "textarea",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"dir", "lang"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align"},
    "ol": {"start", "type"},
    "font": {"color"},
}
FIGURES = frozenset({"width", "height", "colspan", "rowspan", "start"})
FIGURE = re.compile(r"[0-9]{1,4}")
LINK = re.compile(r"\s*(https?|mailto|tel):", re.IGNORECASE)
PICTURE_SOURCE = re.compile(r"\s*(https?|cid):", re.IGNORECASE)
# In the cleaner's output "<" and '"' are escaped wherever they are not markup, so these match real tags only.
PICTURE = re.compile(r'<img((?: [a-z-]+="[^"]*")*)>')
ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
QUOTE_EDGE = re.compile(r"<(/?)blockquote(?: [^>]*)?>")


@dataclass(frozen=True, slots=True)
class SafeHtml:
    """`html` may stand in a page. `remote_pictures` counts what loads only when asked for."""

    html: str
    remote_pictures: int


def clean_html(source: str) -> SafeHtml:
    """No script, form, style, class, id, `hx-*`, `data-*` or handler of theirs; links only to the web, mail, phones."""
    parked = PICTURE.sub(_parked, CLEANER.clean(source))
    return SafeHtml(parked, parked.count('<img data-mail-remote="'))


def present_html(
    stored: str, *, picture_urls: Mapping[str, str], remote_pictures: bool = False, quote_label: str = ""
) -> str:
    """`stored` with pictures put in place: those of the mail by content id, remote ones only on request.

    With `quote_label` outermost quotes fold into `<details>` under that label.
    """

    def placed(match: re.Match[str]) -> str:
        values = dict(ATTRIBUTE.findall(match[1]))
        content_id = unescape(values.pop("data-mail-cid", ""))
        remote = values.pop("data-mail-remote", "")
        source = escape(picture_urls[content_id]) if content_id in picture_urls else remote if remote_pictures else ""
        if not source:
            return f'<span class="mail-picture">{escape(unescape(values.get("alt", ""))) or "▢"}</span>'
        return _picture({"src": source, "loading": "lazy", "referrerpolicy": "no-referrer", **values})

    shown = PICTURE.sub(placed, stored)
    return _fold_quotes(shown, escape(quote_label)) if quote_label else shown


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name in FIGURES:
        return value if FIGURE.fullmatch(value) else None
    if name == "href":
        return value if LINK.match(value) else None
    if name == "src":
        return value if PICTURE_SOURCE.match(value) else None
    return value


def _parked(match: re.Match[str]) -> str:
    """The picture without an address to load; where it is goes into an attribute that means nothing to browsers."""
    values = dict(ATTRIBUTE.findall(match[1]))
    source = values.pop("src", "").strip()
    if source[:4].lower() == "cid:":
        return _picture({"data-mail-cid": source[4:], **values})
    return _picture({"data-mail-remote": source, **values} if source else values)


def _picture(values: Mapping[str, str]) -> str:
    return "<img" + "".join(f' {name}="{value}"' for name, value in values.items()) + ">"


def _fold_quotes(html: str, label: str) -> str:
    """The cleaner's output is balanced, so that counting finds the outermost quotes."""
    pieces: list[str] = []
    depth = end = 0
    for edge in QUOTE_EDGE.finditer(html):
        is_closing = bool(edge[1])
        pieces.append(html[end : edge.start()])
        opens, closes = not is_closing and depth == 0, is_closing and depth == 1
        summary = f'<details class="mail-quote"><summary>{label}</summary>' if opens else ""
        pieces.append(summary + edge[0] + ("</details>" if closes else ""))
        depth += -1 if is_closing else 1
        end = edge.end()
    return "".join(pieces) + html[end:]


CLEANER = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags=DROPPED_WITH_CONTENT,
    attributes=ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes={"http", "https", "mailto", "tel", "cid"},
    url_relative="deny",
    link_rel="noopener nofollow noreferrer",
    set_tag_attribute_values={"a": {"target": "_blank"}},
)
