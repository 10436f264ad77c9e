"""The reviewed table: for every address and method, who finds it and who may act (P2, P3, P4).

People: M manager, S specialist, O operator, H head, F office manager, L sales, A accountant, D director,
X administrator, C a client's person, G somebody who has left, N a visitor who is not logged in.

Relations: *own* is the manager's project with a ticket given to the specialist; *department* is a colleague's, in
the same department; *foreign* another department's; *absent* does not exist. All but N are answered 404 where they see
nothing; N is led to the log-in, and the API tells G and N alike that it is not for them. C is the requester of the
*own* ticket: the portal is theirs, and everything else, the API included, answers them 404.
"""

from dataclasses import dataclass, field
from typing import Any

EMPLOYEES = "MSOHFLADX"
PEOPLE = EMPLOYEES + "CG"
ALL = PEOPLE + "N"
KEEPERS = "HFDX"  # who enters the admin

# Who sees a thing of a kind, in (own, department, foreign).
SEES: dict[str, tuple[str, str, str]] = {
    "client": ("MOHFLD", "OHFLD", "LD"),
    "contact": ("MOHFLD", "OHFLD", "LD"),
    "project": ("MOHFLD", "OHFLD", "LD"),
    "contract": ("MOHFLD", "OHFLD", "LD"),
    "ticket": ("MSOHDC", "OHD", "D"),
    "merge": ("MSOHD", "OHD", "D"),
    "message": ("MSOHDC", "OHD", "D"),
    "item": ("MSOHD", "OHD", "D"),
    "file": ("MSOHDC", "OHD", "D"),
    "task": ("MSOHD", "OHD", "D"),
    "sent report": ("C", "", ""),
    "sent line": ("C", "", ""),
    "time": ("SOHFD", "OHFD", "D"),
    "agreed task": ("MSOHD", "OHD", "D"),
    "order conflict": ("MSOHD", "OHD", "D"),
    "estimate": ("MSOHD", "OHD", "D"),
    "overrun": ("MSOHD", "OHD", "D"),
    "approval": ("MSOHDC", "OHD", "D"),
    "work policy": (EMPLOYEES, EMPLOYEES, EMPLOYEES),
    "managed work policy": ("HDX", "HDX", "DX"),
    "report": ("MOHFD", "OHFD", "D"),
    "line": ("MOHFD", "OHFD", "D"),
    "mail": ("OHD", "OHD", "D"),
    "call": ("OHD", "OHD", "D"),
    "audit": ("MOHD", "OHD", "D"),
    "deed": ("DX", "DX", "DX"),
    "job": ("M", "", ""),
    "import": ("M", "", ""),
    "notice": ("M", "", ""),
    "token": ("M", "", ""),
    "any token": ("X", "X", "X"),
    "norm": (EMPLOYEES, EMPLOYEES, EMPLOYEES),
    "workload policy": (EMPLOYEES, EMPLOYEES, EMPLOYEES),
    "outbox": ("DX", "DX", "DX"),
    "absence": ("MHFD", "HFD", "D"),
    "plan": ("MHFD", "HFD", "D"),
    "step": ("MHFD", "HFD", "D"),
    "instruction": (EMPLOYEES, EMPLOYEES, EMPLOYEES),
    "managed instruction": ("HFDX", "HFDX", "DX"),
    "load person": ("MOHFD", "MOHFD", "D"),  # their hours
    "load move": ("MSHD", "HD", "D"),
    "alarm": ("MOHFD", "MOHFD", "D"),
    "slip": ("MSHFD", "HFD", "D"),  # the absence by whose slip the cover is asked
    "leave slip": ("MSHFD", "HFD", "D"),
    "roster": ("MHFD", "HFD", "D"),
    "swap": ("MHFD", "HFD", "D"),
    "pattern": ("MHFD", "HFD", "D"),
    "shift": (EMPLOYEES, EMPLOYEES, EMPLOYEES),
    "timesheet": ("MHFD", "HFD", "D"),
    "digest": ("M", "", ""),
    "mailbox": ("DX", "DX", "DX"),
    "department": (EMPLOYEES, EMPLOYEES, EMPLOYEES),
    "employee": (EMPLOYEES, EMPLOYEES, EMPLOYEES),
    "managed employee": ("HFDX", "HFDX", "DX"),
    "employment": (EMPLOYEES, EMPLOYEES, EMPLOYEES),
    "role": (EMPLOYEES, EMPLOYEES, EMPLOYEES),
    "position": (EMPLOYEES, EMPLOYEES, EMPLOYEES),
    "substitute": (EMPLOYEES, EMPLOYEES, EMPLOYEES),
    "skill": (EMPLOYEES, EMPLOYEES, EMPLOYEES),
    "employee skill": (EMPLOYEES, EMPLOYEES, EMPLOYEES),
    "operation": (EMPLOYEES, EMPLOYEES, EMPLOYEES),
    "calendar": (EMPLOYEES, EMPLOYEES, EMPLOYEES),
    "calendar code": (EMPLOYEES, EMPLOYEES, EMPLOYEES),
    "calendar week": (EMPLOYEES, EMPLOYEES, EMPLOYEES),
    "calendar day": (EMPLOYEES, EMPLOYEES, EMPLOYEES),
    "calendar year": (EMPLOYEES, EMPLOYEES, EMPLOYEES),
    "calendar version": (EMPLOYEES, EMPLOYEES, EMPLOYEES),
    "policy": (EMPLOYEES, EMPLOYEES, EMPLOYEES),
    "managed policy": ("HFDX", "HFDX", "DX"),
    "policy version": (EMPLOYEES, EMPLOYEES, EMPLOYEES),
    "department policy": (EMPLOYEES, EMPLOYEES, EMPLOYEES),
    "managed department policy": ("HFDX", "HFDX", "DX"),
    "service": (EMPLOYEES, EMPLOYEES, EMPLOYEES),
    "regulation": (EMPLOYEES, EMPLOYEES, EMPLOYEES),
    "version": (EMPLOYEES, EMPLOYEES, EMPLOYEES),
    "kept regulation": ("MHD", "HD", "D"),
    "revision": (EMPLOYEES, EMPLOYEES, EMPLOYEES),
    "reading": (EMPLOYEES, EMPLOYEES, EMPLOYEES),
    "gap": ("MHD", "HD", "D"),
    "review": ("MOHD", "OHD", "D"),  # done, with a finding: the author and whoever reviews the department
    "finding": ("MOHD", "OHD", "D"),
    "waiting review": ("OHD", "OHD", "D"),
    "complaint": ("MOHD", "OHD", "HD"),  # whom it concerns, who oversees, and of another department its deciders
    "suggestion": ("MSOHD", "OHD", "D"),
    "complaint word": (EMPLOYEES, EMPLOYEES, EMPLOYEES),
    "dispute": ("MD", "D", "D"),  # the respondent and the director; the initiator is nobody of the world
    "evidence": ("MD", "D", "D"),
}

SEES |= {
    "point policy": (EMPLOYEES, EMPLOYEES, EMPLOYEES),
    "settlement": (EMPLOYEES, EMPLOYEES, EMPLOYEES),  # its totals; lines are one's own
    "kitty entry": (EMPLOYEES, EMPLOYEES, "D"),
    "pay fact": ("MHAD", "HAD", "AD"),
    "payslip": ("MHAD", "HAD", "AD"),
    "payslip line": ("MHAD", "HAD", "AD"),
    "pay adjustment": ("MHD", "HD", "D"),
    "pay objection": ("MHAD", "HAD", "AD"),  # with the payslip
    "pay period": ("HAD", "HAD", "AD"),
    "pay department": ("HAD", "HAD", "AD"),  # by which, and a month, a period is found
    "pay run": ("HAD", "HAD", "AD"),
    "paid person": ("MHAD", "HAD", "AD"),  # by whom, and a month, a payslip is found
    "pay scenario": ("D", "D", "D"),
}

SEES |= {
    "pay plan": ("MHAD", "HAD", "AD"),  # whom it pays, and who answers for them; the foreign one is a head's
    "plan version": ("MHAD", "HAD", "AD"),
    "plan assignment": ("MHD", "HD", "D"),
}

# Whose words may stand in a page that somebody finds: as above, and what belongs to a thing they see.
READS: dict[str, tuple[str, str, str]] = {
    "client": ("MSOHFLDC", "OHFLD", "LD"),  # a ticket names its client
    "ticket": ("MSOHDC", "OHD", "D"),
    "note": ("MSOHD", "OHD", "D"),  # never a client's person
    "task": ("MSOHD", "OHD", "D"),  # on the page of its ticket as well
    "agreed": ("MSOHD", "OHD", "D"),
    "approval": ("MSOHDC", "OHD", "D"),
    "report": ("C", "", ""),
    "unsent": ("", "", ""),  # a draft of a report
    "draft": ("M", "", ""),  # only who writes it
    "notice": ("M", "", ""),  # only whom it tells
    "time": ("SOHFD", "OHFD", "D"),
    "call": ("OHD", "OHD", "D"),
    "mail": ("OHD", "OHD", "D"),
    "line": ("MSOHFD", "OHFD", "D"),  # by its report or by its time entry
    "audit": ("MSOHD", "OHD", "D"),  # the history of a ticket is read by who sees the ticket
    "review": ("MOHD", "OHD", "D"),  # what was found, to its author too
    "deed": ("DX", "DX", "DX"),  # the trail of what is no ticket
    "absence": ("MHFD", "HFD", "D"),  # its type and note: the person, the head, the office, the director
    "timesheet": ("MHFD", "HFD", "D"),  # a correction and its reason
    "plan": ("MHFD", "HFD", "D"),  # what the mentor wrote of a step
    "alarm": ("MOHFD", "MOHFD", "D"),
    # a month that is not decided, a swap: its people, the head, the office, the director
    "roster": ("MHFD", "HFD", "D"),
    "rule": (EMPLOYEES, EMPLOYEES, EMPLOYEES),  # its texts and what is unclear in it
    "gap": ("MHD", "HD", "D"),
    "dispute": ("MD", "D", "D"),
    "kitty": (EMPLOYEES, EMPLOYEES, "D"),  # what was bought
    "complaint": ("MOHD", "OHD", "HD"),
    "pay": ("MHAD", "HAD", "AD"),  # facts, adjustments, objections
    "payplan": ("MHAD", "HAD", "AD"),  # a head's plan is read one level up
    "private": ("MX", "X", "X"),  # jobs and tokens; the administrator lists tokens and the outbox
}


@dataclass(frozen=True, slots=True)
class Line:
    """One address under one method.

    `subject`: the kind of thing the address names. `opens`: who finds it, of those who see the subject. `acts`: who of
    them may do it; the others are refused and change nothing. `does`: whoever may act on *own* leaves a trace in the
    audit trail. `shows`: kinds whose words it shows beyond READS, to whom.
    """

    key: str
    method: str = "GET"
    subject: str = ""
    opens: str = PEOPLE
    acts: str | None = None
    data: dict[str, Any] = field(default_factory=dict)
    query: str = ""
    fixed: dict[str, Any] = field(default_factory=dict)
    path: str = ""
    does: bool = False
    shows: dict[str, str] = field(default_factory=dict)


def get(key: str, subject: str = "", opens: str = EMPLOYEES, **more: Any) -> Line:
    return Line(key, "GET", subject, opens, **more)


def post(key: str, subject: str = "", opens: str = EMPLOYEES, **more: Any) -> Line:
    return Line(key, "POST", subject, opens, **more)


def write(method: str, key: str, subject: str, **more: Any) -> Line:
    """A method of the API beside GET and POST."""
    return Line(key, method, subject, EMPLOYEES, **more)


def open_to_all(key: str, **more: Any) -> tuple[Line, Line]:
    """Everybody may ask, visitors too; whatever the answer, nothing of anybody's is in it."""
    return Line(key, "GET", "", ALL, **more), Line(key, "POST", "", ALL, **more)


def both(key: str, subject: str = "", opens: str = EMPLOYEES, **more: Any) -> tuple[Line, Line]:
    asked = {name: more.pop(name) for name in ("acts", "data", "does") if name in more}
    return get(key, subject, opens, **more), post(key, subject, opens, **more, **asked)


# Every row of a list of the admin, as its form says it.
ALL_CHOSEN = {"_selected_action": "0", "select_across": "1", "index": "0"}


def catalogue(
    model: str,
    subject: str,
    opens: str = KEEPERS,
    *,
    adds: str = "",
    edits: str = "",
    edited: str = "",
) -> tuple[Line, ...]:
    """One model of the admin: who opens it, who adds, who edits (`edited`: where less is edited than seen). Nobody
    deletes; what saving does is tested with the admin itself, so that here nothing may leave a trace."""
    name, route = f"admin:{model}", f"admin/{model.replace('_', '/')}/<path:object_id>/"
    return (
        get(f"{name}_changelist", "", opens, query="q=beacon"),
        post(f"{name}_changelist", "", opens, acts=""),
        *(
            post(f"{name}_changelist", "", opens, acts="", data={**ALL_CHOSEN, "action": f"export_{kind}"})
            for kind in ("csv", "xlsx")
        ),
        get(f"{name}_add", "", adds),
        post(f"{name}_add", "", adds, acts=""),
        get(f"{name}_change", subject, opens),
        post(f"{name}_change", edited or subject, edits, acts=""),
        get(f"{name}_history", subject, opens),
        get(f"{name}_delete", subject, ""),
        post(f"{name}_delete", subject, "", data={"post": "yes"}),
        get(route, "", KEEPERS, fixed={"object_id": "99999999"}),
    )
