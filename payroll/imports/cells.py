"""Cells of pay: amounts and links."""

from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from support_desk.shared.imports.cells import BadCell, Cell

LARGEST = Decimal("999999999999.99")
LONGEST_LINK = 500
SPACES = {ord(" "): None, 0xA0: None, 0x202F: None}
_is_link = URLValidator(schemes=["http", "https"])


def positive_amount(cell: Cell) -> Decimal:
    """Above zero, with two decimals at most: 1234.5, "1 234,50"."""
    text = str(cell).translate(SPACES).replace(",", ".")
    try:
        amount = Decimal(text)
        is_exact = amount.is_finite() and amount == amount.quantize(Decimal("0.01"))
    except InvalidOperation:
        is_exact = False
    if not is_exact or not 0 < amount <= LARGEST:
        raise BadCell(_("Write an amount above zero, with two decimals at most, as in 1234.50."))
    return amount


def link(cell: Cell) -> str:
    """An address of the web."""
    text = str(cell).strip()
    try:
        _is_link(text)
    except ValidationError:
        raise BadCell(_("This is no link. Write it with https:// at its beginning.")) from None
    if len(text) > LONGEST_LINK:
        raise BadCell(_("At most %(number)d characters.") % {"number": LONGEST_LINK})
    return text
