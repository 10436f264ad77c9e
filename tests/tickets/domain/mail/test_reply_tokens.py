"""Tokens that prove which ticket is answered (T2), and addresses in one spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.domain.mail.addresses import InvalidAddress, normalise_address
from tickets.domain.mail.reply_tokens import (
    TokenVerdict,
    make_token,
    reply_address,
    subject_tag,
    ticket_of_mail,
    verify_token,
    without_tags,
)

KEY, OTHER = b"k" * 32, b"o" * 32


@given(st.integers(1, 10**11))
def test_a_token_proves_its_own_ticket_and_no_other(number):
    token = make_token(number, key=KEY)
    assert verify_token(token, keys=[KEY]) == number
    assert verify_token(token.upper(), keys=[OTHER, KEY]) == number
    assert verify_token(token, keys=[OTHER]) is None
    assert verify_token(token.replace(str(number), str(number + 1), 1), keys=[KEY]) is None


def test_a_token_has_a_stable_form():
    token = make_token(4817, key=KEY)
    assert token == "4817-zxdh5jdp"
    assert reply_address(4817, key=KEY, domain="desk.example") == f"reply+{token}@desk.example"
    assert subject_tag(4817, key=KEY) == f"[#{token}]"


def test_a_short_key_is_refused():
    with pytest.raises(ValueError, match="16 bytes"):
        make_token(1, key=b"short")


@pytest.mark.parametrize(
    "token", ["", "4817", "4817-", "4817-aaaaaaaa", "04817-aaaaaaaa", "x-aaaaaaaa", "4817-aaaaaaaa\n", "1" * 500]
)
def test_what_is_no_token_proves_nothing(token):
    assert verify_token(token, keys=[KEY]) is None


def verdict(recipients=(), subject=""):
    return ticket_of_mail(recipients, subject, keys=[KEY], domain="desk.example")


def test_tokens_are_found_in_addresses_first_and_then_in_the_subject():
    address = reply_address(7, key=KEY, domain="desk.example")
    assert verdict([address]) == TokenVerdict(7, is_forged=False)
    assert verdict([], f"Re: x {subject_tag(8, key=KEY)}") == TokenVerdict(8, is_forged=False)
    assert verdict([address], subject_tag(8, key=KEY)).number == 7
    assert verdict([address.replace("desk.example", "evil.example")]) == TokenVerdict(None, is_forged=False)


@pytest.mark.parametrize("subject", ["#4817", "[#4817]", "Re: ticket 4817", "[JIRA-12] x", ""])
def test_a_bare_number_is_not_even_a_forgery(subject):
    assert verdict(["desk@desk.example"], subject) == TokenVerdict(None, is_forged=False)


@pytest.mark.parametrize("subject", ["[#4817-aaaaaaaa]", "x [#4817-ab12cd] y"])
def test_a_wrong_code_is_a_forgery(subject):
    assert verdict([], subject) == TokenVerdict(None, is_forged=True)
    assert verdict(["reply+4817-aaaaaaaa@desk.example"]).is_forged


def test_tags_leave_the_subject():
    assert without_tags(f"Invoice {subject_tag(7, key=KEY)} for May") == "Invoice for May"
    assert without_tags("Invoice [#12] [ABC-1]") == "Invoice [#12] [ABC-1]"


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        (" Anna@Client.Example ", "anna@client.example"),
        ("a@пример.рф", "a@xn--e1afmkfd.xn--p1ai"),
        ("a@xn--e1afmkfd.xn--p1ai", "a@xn--e1afmkfd.xn--p1ai"),
        ("a.b+c@x.example.", "a.b+c@x.example"),
        ("o'neil@x.example", "o'neil@x.example"),
        ("e\u0301@x.example", "é@x.example"),
    ],
)
def test_an_address_has_one_spelling(text, normal):
    assert normalise_address(text) == normal
    assert normalise_address(normal) == normal


@pytest.mark.parametrize(
    "text",
    [
        "", "a", "@x.example", "a@", "a@b@c.example", "a b@x.example", "a@x.example\nBcc: y@z.example", "a\r@x.example",
        "a\x00@x.example", "<a@x.example>", "a,b@x.example", '"a"@x.example', "a@-x.example", "a@x..example",
        "a@[127.0.0.1]",
        "a" * 65 + "@x.example", "a@" + "x" * 64 + ".example", "a@" + "x." * 130 + "example", "a\u202e@x.example",
        "a@x\u2028.example", "a@" + "ж" * 300,
    ],
)  # fmt: skip
def test_what_could_split_a_header_is_no_address(text):
    with pytest.raises(InvalidAddress):
        normalise_address(text)


@given(st.text(max_size=300))
def test_any_text_is_an_address_or_refused(text):
    try:
        address = normalise_address(text)
    except InvalidAddress:
        return
    assert not set(address) & set('\r\n\x00 <>,;"')
