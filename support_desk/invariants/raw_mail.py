"""I2: every accepted input is one message or one quarantined item, its raw bytes intact."""

from collections.abc import Iterator

from support_desk.invariants.base import Broken, Invariant, selected

WITHOUT_MESSAGE = """
SELECT raw.id, raw.mail_id FROM tickets_rawmail raw LEFT JOIN tickets_message m ON m.raw_mail_id = raw.id
WHERE raw.state = 'accepted' AND m.id IS NULL
"""
WITH_MESSAGE = """
SELECT raw.id, raw.state, m.id FROM tickets_rawmail raw JOIN tickets_message m ON m.raw_mail_id = raw.id
WHERE raw.state <> 'accepted'
"""
CHANGED = """
SELECT raw.id, raw.size, octet_length(raw.content) FROM tickets_rawmail raw
WHERE raw.size <> octet_length(raw.content) OR raw.sha256 <> encode(sha256(raw.content), 'hex')
"""
NEVER_RECEIVED = """
SELECT m.id, m.ticket_id FROM tickets_message m
WHERE m.direction = 'in' AND m.channel = 'email' AND m.raw_mail_id IS NULL
"""
TWICE = """
SELECT min(raw.id), raw.mail_id, count(*) FROM tickets_rawmail raw
GROUP BY raw.mailbox_id, raw.mail_id, raw.content_hash HAVING count(*) > 1
"""


def check() -> Iterator[Broken]:
    yield from selected(WITHOUT_MESSAGE, kind="raw mail", detail="accepted, but no message came of it: {1}")
    yield from selected(WITH_MESSAGE, kind="raw mail", detail="is {1}, yet message {2} came of it")
    yield from selected(CHANGED, kind="raw mail", detail="its {2} bytes are not the {1} that came")
    yield from selected(NEVER_RECEIVED, kind="message", detail="by mail on ticket id {1}, without its raw mail")
    yield from selected(TWICE, kind="raw mail", detail="{1} was accepted {2} times")


RAW_MAIL = Invariant("I2", "Every accepted mail is one message or one quarantined item, its raw bytes intact.", check)
