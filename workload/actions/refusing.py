"""What the rules of time refuse, as the refusal that pages and the API show."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext

from support_desk.shared.errors import Refused
from workload.domain.refusals import BadInput


@contextmanager
def bad_input_refused(prefix: str = "") -> Iterator[None]:
    """Inside it a BadInput becomes Refused in the language of the reader; `prefix` stands before its field."""
    try:
        yield
    except BadInput as error:
        raise Refused(sentence_of(error), field=prefix + error.field) from error


def sentence_of(error: BadInput) -> str:
    """What is wrong, in the language of the reader."""
    sentence = gettext(error.template)
    return sentence % error.params if error.params else sentence
