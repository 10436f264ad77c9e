"""Changes of plans as JSON: what a saved scenario holds and a page's address carries (Y7)."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from payroll.domain.plan_case import scale_from
from payroll.domain.what_if import Change
from workload.domain.reading import an_object, decimal, inside, kopecks
from workload.domain.refusals import BadInput

SUMS: Final = ("base", "variable", "offer_rate")
KEYS: Final = ("weights", "scales", "targets", *SUMS)
MOST_PLANS: Final = 200

type Written = Mapping[str, Any]
"""{"weights"?: {code: text}, "scales"?: {code: as in `calculate pay`}, "targets"?: {code: text}, "base"?, "variable"?,
"offer_rate"?: rubles as texts}; what is as it was is left out, never null"""


def changes_from(written: object) -> dict[int, Change]:
    """{plan id as a text: what is other in it} by plan; BadInput with the path of what cannot be used."""
    if not isinstance(written, Mapping) or len(written) > MOST_PLANS:
        raise BadInput("changes", "This is not an object.")
    return {_plan_id(key): change_from(change, key) for key, change in written.items()}


def said_plainly(written: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What `changes_from` has read, said in one way: plans by their plain numbers, and nothing that says nothing."""
    plain = {str(_plan_id(key)): _said(change) for key, change in written.items()}
    return {key: change for key, change in plain.items() if change}


def change_from(written: object, path: str) -> Change:
    """One plan's."""
    change = an_object(written, path, required=(), optional=KEYS)
    scales = _by_code(change.get("scales", {}), inside(path, "scales"))
    return Change(
        _decimals(change.get("weights", {}), inside(path, "weights")),
        {code: scale_from(scale, at) for code, (scale, at) in scales.items()},
        _decimals(change.get("targets", {}), inside(path, "targets")),
        *(kopecks(change[key], inside(path, key)) if key in change else None for key in SUMS),
    )


def _said(change: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in change.items() if value is not None}


def _plan_id(key: object) -> int:
    if not isinstance(key, str) or not (key.isascii() and key.isdigit() and len(key) < 19) or key != str(int(key)):
        raise BadInput("changes", "%(value)s is not a whole number.", value=repr(key))
    return int(key)


def _by_code(value: object, path: str) -> dict[str, tuple[Any, str]]:
    if not isinstance(value, Mapping):
        raise BadInput(path, "This is not an object.")
    return {code: (said, f"{path}.{code}") for code, said in value.items()}


def _decimals(value: object, path: str) -> dict[str, Fraction]:
    return {code: decimal(said, at) for code, (said, at) in _by_code(value, path).items()}
