"""Keeping the words that raise suggestions (S6)."""

from datetime import datetime
from typing import Final

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from disputes.complaint_permissions import check_can_keep_words
from disputes.models import ComplaintWord
from support_desk.shared import audit
from support_desk.shared.changing import change_row, create_row
from support_desk.shared.errors import Conflict, Refused
from support_desk.shared.viewer import Viewer

RUSSIAN, ENGLISH = ComplaintWord.Language.RUSSIAN, ComplaintWord.Language.ENGLISH
STANDARD: Final = {
    RUSSIAN: (
        "безобразие", "безответственность", "верните деньги", "возмущён", "вынуждены расторгнуть", "грубость",
        "долго ждать", "жалоба", "игнорируете", "кошмар", "надоело", "не отвечаете", "недовольны", "некомпетентность",
        "неприемлемо", "отвратительно", "претензия", "разочарованы", "расторгнуть договор", "сколько можно", "хамство",
    ),
    ENGLISH: (
        "appalling", "complaint", "disappointed", "disgrace", "dissatisfied", "escalate", "frustrated", "incompetent",
        "lost patience", "never answer", "outrageous", "refund", "ridiculous", "rude", "terminate contract", "terrible",
        "unacceptable", "unhappy", "unprofessional", "waiting for weeks",
    ),
}  # fmt: skip
STEM: Final = "SELECT phraseto_tsquery('russian', %s)::text"
STEMS: Final = """
SELECT phraseto_tsquery('russian', word)::text
FROM unnest(%s::text[]) WITH ORDINALITY AS listed(word, place)
ORDER BY place
"""
LONGEST: Final = 100


@transaction.atomic
def add_word(*, language: str, word: str, by: Viewer, at: datetime) -> ComplaintWord:
    """Looked for in what comes from now on. Refused, naming the field, for signs and small words, which nothing is
    found by; Conflict for another form of a word that is there."""
    check_can_keep_words(by)
    text = " ".join(word.split())
    if len(text) > LONGEST:
        raise Refused(_("Write at most %(count)d characters.") % {"count": LONGEST}, field="word")
    stem = stem_of(text)
    if not stem:
        raise Refused(_("Write a word or a few: letters, and not only small words."), field="word")
    known = ComplaintWord.objects.filter(stem=stem).first()
    if known is not None:
        raise Conflict(_("“%(word)s” finds the same.") % {"word": known.word}, field="word")
    row = ComplaintWord(language=language, word=text, stem=stem)
    return create_row(row, action="complaint_word.add", by=by, at=at, after={"word": text})


@transaction.atomic
def switch_word(*, word: ComplaintWord, is_active: bool, by: Viewer, at: datetime) -> ComplaintWord:
    """On or off; what was suggested stays. The same again changes nothing."""
    check_can_keep_words(by)
    locked = ComplaintWord.objects.select_for_update().get(pk=word.pk)
    return change_row(locked, action="complaint_word.switch", by=by, at=at, new={"is_active": is_active})


@transaction.atomic
def add_standard_words(*, by: Viewer, at: datetime) -> int:
    """The list that the desk comes with, but for what is there already, off or on; how many are new. A few statements
    whatever their number."""
    check_can_keep_words(by)
    listed = [(language, word) for language, words in STANDARD.items() for word in words]
    with connection.cursor() as cursor:
        cursor.execute(STEMS, [[word for _language, word in listed]])
        stems = [stem for (stem,) in cursor.fetchall()]
    known = set(ComplaintWord.objects.select_for_update().values_list("stem", flat=True))
    rows = [
        ComplaintWord(language=language, word=word, stem=stem)
        for (language, word), stem in zip(listed, stems, strict=True)
        if stem not in known
    ]
    made = ComplaintWord.objects.bulk_create(rows)
    with audit.gathered():
        for row in made:
            audit.record(action="complaint_word.add", target=row, by=by, at=at, after={"word": row.word})
    return len(made)


def stem_of(text: str) -> str:
    """What PostgreSQL looks for, "" when there is nothing to look for. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(STEM, [text.replace("\x00", " ")])
        return str(cursor.fetchone()[0])
