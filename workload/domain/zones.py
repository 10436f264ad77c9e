"""Time zones by the name of the IANA data base."""

from zoneinfo import ZoneInfo

from workload.domain.refusals import BadInput, gettext_noop


def zone_named(name: object, *, field: str = "timezone", refusal: type[BadInput] = BadInput) -> ZoneInfo:
    """The zone; a `refusal` naming `field` when there is none of that name."""
    try:
        if isinstance(name, str):
            return ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        pass
    raise refusal(
        field, gettext_noop("%(value)s is no time zone, write a name such as Europe/Moscow."), value=repr(name)
    )
