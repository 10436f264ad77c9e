"""Mails that clients, machines and enemies send, made here so that every byte is known."""

from base64 import b64encode
from email.message import EmailMessage

HEAD = b"From: anna@client.example\r\nTo: desk@desk.example\r\nSubject: Hello\r\nMessage-ID: <m1@client.example>\r\n"


def letter(
    text: str | bytes = "Hello",
    *,
    headers: str = "",
    content_type: str = "text/plain; charset=utf-8",
    encoding: str = "8bit",
) -> bytes:
    """A mail of one part; `headers` are whole lines that come first."""
    body = text if isinstance(text, bytes) else text.encode()
    top = "".join(f"{line}\r\n" for line in headers.splitlines()).encode()
    return top + HEAD + f"Content-Type: {content_type}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode() + body


def ordinary() -> bytes:
    """What a mail program writes: both texts, an inline picture, a file with a Russian name."""
    mail = EmailMessage()
    mail["From"] = "Анна Петрова <Anna@Client.Example>"
    mail["To"] = "Desk <desk@desk.example>, second@desk.example"
    mail["Cc"] = "boss@client.example"
    mail["Subject"] = "Вопрос о счёте за ноябрь, который пришёл дважды, и об акте сверки к нему"
    mail["Date"] = "Mon, 23 Nov 2026 14:05:00 +0300"
    mail["Message-ID"] = "<abc.1@client.example>"
    mail["In-Reply-To"] = "<ours.2@desk.example>"
    mail["References"] = "<ours.1@desk.example> <ours.2@desk.example>"
    mail.set_content("Добрый день!\n\nСчёт пришёл дважды.\n-- \nАнна\n")
    mail.add_alternative('<p>Добрый день!</p><p>Счёт <img src="cid:pic@1"> пришёл дважды.</p>', subtype="html")
    html = mail.get_payload()[1]
    html.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<pic@1>")
    mail.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="Счёт № 15.pdf")
    return mail.as_bytes()


def nested(depth: int) -> bytes:
    parts = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i) for i in range(depth))
    return b"From: a@client.example\nSubject: deep\n" + parts + b"Content-Type: text/plain\n\nbottom\n"


def many_recipients(count: int) -> bytes:
    people = ",\r\n ".join(f"user{i}@example.com" for i in range(count))
    return f"From: a@client.example\r\nTo: {people}\r\nSubject: all\r\n\r\nHello".encode()


def many_parts(count: int) -> bytes:
    return b"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * count + b"--b--\n"


def many_files(count: int) -> bytes:
    one = b"--b\nContent-Type: image/png\nContent-Disposition: attachment; filename=a.png\n\nx\n"
    return b"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n" + one * count + b"--b--\n"


def with_file(disposition: str, content: bytes = b"data", *, content_type: str = "application/octet-stream") -> bytes:
    return (
        HEAD
        + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee file\r\n--b\r\n"
        + f"Content-Type: {content_type}\r\nContent-Disposition: {disposition}\r\n".encode()
        + b"Content-Transfer-Encoding: base64\r\n\r\n"
        + b64encode(content)
        + b"\r\n--b--\r\n"
    )


def bounce() -> bytes:
    return (
        b"Return-Path: <>\nFrom: Mail Delivery System <MAILER-DAEMON@mx.example>\nTo: reply+1-aaaaaaaa@desk.example\n"
        b"Subject: Undelivered Mail Returned to Sender\nMessage-ID: <dsn@mx.example>\n"
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
        b"--b\nContent-Type: text/plain\n\nThe mail could not be delivered.\n"
        b"--b\nContent-Type: message/delivery-status\n\nStatus: 5.1.1\n"
        b"--b\nContent-Type: message/rfc822\n\nFrom: desk@desk.example\nSubject: Re: x\n\nbody\n--b--\n"
    )


def invitation() -> bytes:
    return (
        b"From: a@client.example\nSubject: Call\nMessage-ID: <c@x>\nContent-Type: multipart/alternative; boundary=b\n\n"
        b"--b\nContent-Type: text/plain\n\nLet us talk\n"
        b'--b\nContent-Type: text/calendar; method=REQUEST; charset="utf-8"\n\nBEGIN:VCALENDAR\nEND:VCALENDAR\n--b--\n'
    )
