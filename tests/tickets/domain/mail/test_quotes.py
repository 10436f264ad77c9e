"""What is fresh in a letter and what it only quotes (T9)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.domain.mail.quotes import split_quotes

QUOTE = "> Добрый день!\n> Счёт во вложении."
HEADER_RU = (
    "От: Поддержка <desk@desk.example>\nОтправлено: 23 ноября 2026 г. 14:05\nКому: Анна\nТема: Счёт\n\nСтарый текст"
)
HEADER_EN = (
    "From: Desk <desk@desk.example>\nSent: Monday, November 23, 2026 2:05 PM\nTo: Anna\nSubject: Invoice\n\nOld text"
)


@pytest.mark.parametrize(
    "quoted",
    [
        f"On Mon, 23 Nov 2026 at 14:05, Desk <desk@desk.example> wrote:\n{QUOTE}",
        f"On Mon, 23 Nov 2026 at 14:05, Support of a long name\n<desk@desk.example> wrote:\n\n{QUOTE}",
        f"On 23 Nov 2026, at 14:05, Desk\n<desk@desk.example>\nwrote:\n{QUOTE}",
        f"пн, 23 нояб. 2026 г. в 14:05, Поддержка <desk@desk.example>:\n\n{QUOTE}",
        f'23.11.2026, 14:05, "Поддержка" <desk@desk.example>:\n{QUOTE}',
        f"Понедельник, 23 ноября 2026, 14:05 +03:00 от Поддержка <desk@desk.example>:\n{QUOTE}",
        f"23 нояб. 2026 г., в 14:05, Поддержка <desk@desk.example> написал(а):\n{QUOTE}",
        f"23.11.2026 14:05, Поддержка пишет:\n{QUOTE}",
        f"Вы писали 23 ноября 2026 г., 14:05:10:\n\n{QUOTE}",
        f"-----Original Message-----\n{HEADER_EN}",
        f"-------- Исходное сообщение --------\n{HEADER_RU}",
        f"________________________________\n{HEADER_EN}",
        HEADER_RU,
        HEADER_EN,
        "*From:* Desk <d@desk.example>\n*Sent:* Monday\n*To:* Anna\n*Subject:* x\n\nOld",
        QUOTE,
    ],
)
def test_every_mailers_way_of_quoting_is_folded(quoted):
    split = split_quotes(f"Спасибо!\nОплатим завтра.\n\n{quoted}")
    assert split.fresh == "Спасибо!\nОплатим завтра."
    assert split.quoted == quoted
    assert split.signature == ""


@pytest.mark.parametrize(
    "text",
    [
        "Прошу выставить счёт до 25.11 в 14:05 на адрес <a@client.example>:\nООО Ромашка",
        "Вот что он вчера 23.11 написал:\nсервер не отвечает",
        "From: the beginning it was slow.\nTo: me it seems the disk.",
        "> Когда оплатите?\n\nЗавтра.\n\n> А акт?\n\nТоже.",
        "Один > другого\nи всё",
        "---------- Forwarded message ---------\nFrom: Bank <b@bank.example>\nDate: x\nSubject: y\nTo: z\n\nPlease pay",
        "1. Вопрос:\n2. Ещё вопрос:",
        "Hello",
        "",
    ],
)
def test_what_is_not_a_quote_stays_whole(text):
    split = split_quotes(text)
    assert (split.fresh, split.quoted) == (text, "")


def test_answers_between_quoted_lines_keep_all_but_the_last_quote():
    text = "Anna wrote 23.11.2026:\n> one?\nyes\n> two?\nno\n\n> bye\n> desk"
    split = split_quotes(text)
    assert split.fresh == "Anna wrote 23.11.2026:\n> one?\nyes\n> two?\nno"
    assert split.quoted == "> bye\n> desk"


@pytest.mark.parametrize(
    "signature", ["-- \nАнна Петрова\n+7 900 000-00-00", "--\nAnna", "Отправлено с iPhone", "Sent from my iPhone"]
)
def test_signatures_are_told_apart(signature):
    split = split_quotes(
        f"Спасибо!\n\n{signature}\n\nOn Mon, 23 Nov 2026 at 14:05, Desk <d@desk.example> wrote:\n{QUOTE}"
    )
    assert split.fresh == "Спасибо!"
    assert split.signature == "\n".join(line.rstrip() for line in signature.split("\n"))
    assert split.quoted.endswith("> Счёт во вложении.")


def test_a_letter_that_only_quotes_is_shown():
    assert split_quotes(QUOTE).fresh == QUOTE
    assert split_quotes("-- \nAnna").fresh == "--\nAnna"


LINES = st.sampled_from([
    "text", "", "> quote", "-- ", "From: a", "To: b", "Subject: c", "On 1.1.2026 14:05 x wrote:", "Sent from my phone",
    "-----Original Message-----", "____________", "a@b 12:00 <a@b>:", ":", ">", "пишет:",
])  # fmt: skip


@given(st.lists(LINES, max_size=25).map("\n".join))
def test_no_line_is_lost_and_something_is_shown(text):
    split = split_quotes(text)
    parts = "\n".join((split.fresh, split.signature, split.quoted))
    assert [line.rstrip() for line in parts.split("\n") if line.strip()] == [
        line.rstrip() for line in text.split("\n") if line.strip()
    ]
    assert bool(split.fresh.strip()) is bool(text.strip())
