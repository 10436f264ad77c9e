"""HTML of a letter as text: what was said stays, in lines a person would write."""

import pytest

from tickets.domain.mail.html_text import html_to_text, rough_text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<pre>one\n  two\n\nthree</pre><p>after</p>", "one\n  two\n\nthree\n\nafter"),
        ("<p>before <pre>kept  blanks</pre>", "before\n\nkept  blanks"),
        ("<table><tr><td>Item</td><td>Sum</td></tr><tr><td>a</td><td>5</td></tr></table>", "Item Sum\na 5"),
        ("<table><tr><th>Only</th></tr></table>", "Only"),
        ('<a href="https://x.example/">https://x.example</a>', "https://x.example"),
        ('<a href="javascript:alert(1)">press</a> <a>here</a>', "press here"),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>c", "> a\n> \n> > b\n> \nc"),
        ("a<br><br><br><br>b", "a\n\nb"),
        ("x &amp;lt; y&nbsp; z", "x &lt; y z"),
    ],
)
def test_lines_cells_links_and_quotes_survive(source: str, text: str) -> None:
    assert html_to_text(source) == text


def test_too_tangled_html_gives_its_words() -> None:
    assert rough_text("<div><b>One</b>\n<i>two &amp; three</i></div>") == "One two & three"
