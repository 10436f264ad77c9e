"""Where the rail leads in clients and tickets, with its figures and the running stopwatch."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from support_desk.shared import homes, navigation, rail_figures
from support_desk.shared.homes import Doorway
from support_desk.shared.navigation import NavItem, RunningTimer
from support_desk.shared.viewer import Viewer
from tickets.permissions import can_see_mailboxes, can_triage, sees_operator_page
from tickets.queries.badges import NOTICES, TASKS, Badges, badges_for
from tickets.queries.queue_views import ICONS, QueueView, first_view, views_for
from tickets.report_permissions import can_see_reports

CLIENTS_SEEN_BY = ("manager", "operator", "head", "director", "sales", "office_manager", "administrator")
HAVE_TASKS = ("manager", "specialist", "operator", "head", "director")
DEPARTMENT = _("Department")
COUNTED_ALL = 99
TAB_OF_QUEUE, TAB_OF_TIME, TAB_OF_CLIENTS = 1, 2, 3
TAB_OF_OPERATOR = TAB_OF_TIME
SHORTCUTS = {QueueView.MINE: "q", QueueView.UNANSWERED: "u", QueueView.ALL: "a"}


def badges_of(request: HttpRequest, viewer: Viewer) -> Badges:
    """The page's figures, asked for once a request."""
    found = getattr(request, "_badges", None)
    if found is None:
        found = badges_for(
            viewer,
            sees_quarantine=can_triage(viewer),
            sees_mailboxes=can_see_mailboxes(viewer),
            sees_operator=sees_operator_page(viewer) and not hasattr(request, "_operator_count"),
        )
        rail_figures.keep(request, found.counts)
        request._badges = found  # type: ignore[attr-defined]  # kept for the stopwatch of the same page
    return found


def places(viewer: Viewer, request: HttpRequest) -> list[NavItem]:
    """The queue's views, clients, time and, for who triages, the quarantine and the mailboxes."""
    if not viewer.is_employee:
        return []
    counts = badges_of(request, viewer).counts
    shown = [view_item(view, viewer, counts) for view in views_for(viewer) if is_offered(view, viewer)]
    if viewer.has(*HAVE_TASKS):
        shown.append(tasks_item(viewer, counts))
    if viewer.has(*CLIENTS_SEEN_BY):
        shown.append(
            NavItem(DEPARTMENT, _("Clients"), "clients", "building-2", shortcut="c", tab=TAB_OF_CLIENTS, order=40)
        )
    if can_see_reports(viewer):
        shown.append(NavItem(DEPARTMENT, _("Reports"), "reports", "receipt-text", shortcut="p", order=45))
    if can_triage(viewer):
        shown.append(quarantine_item(counts))
    if can_see_mailboxes(viewer):
        shown.append(mailboxes_item(counts))
    is_watching = sees_operator_page(viewer)
    if is_watching:
        shown.append(operator_item(request, counts))
    tab = 0 if is_watching else TAB_OF_TIME
    shown.append(NavItem(DEPARTMENT, _("Time"), "time", "clock", shortcut="t", tab=tab, order=30))
    return shown


def is_offered(view: QueueView, viewer: Viewer) -> bool:
    """Nobody covers: no covering view. Closed and snoozed tickets are filters of the queue, not places."""
    if view is QueueView.COVERING:
        return bool(viewer.covered_project_ids or viewer.covered_ticket_ids)
    works_with_tickets = viewer.has("manager", "specialist", "operator", "head", "director")
    return view not in (QueueView.CLOSED, QueueView.SNOOZED) and works_with_tickets


def view_item(view: QueueView, viewer: Viewer, counts: dict[str, int]) -> NavItem:
    count = counts.get(view.value)
    is_urgent = view in (QueueView.UNANSWERED, QueueView.LEADS, QueueView.DUE_TODAY) and bool(count)
    return NavItem(
        group="",
        label=view.label,
        url_name="queue",
        query=f"view={view.value}",
        icon=ICONS[view],
        count=count,
        tone="soon" if is_urgent else "",
        said=_("to be answered") if is_urgent else "",
        shortcut=SHORTCUTS.get(view, ""),
        tab=TAB_OF_QUEUE if view is first_view(viewer) else 0,
        order=10,
    )


def tasks_item(viewer: Viewer, counts: dict[str, int]) -> NavItem:
    """With what is the viewer's turn; on a phone it has the place of the clients, whom a specialist does not see."""
    tab = 0 if viewer.has(*CLIENTS_SEEN_BY) else TAB_OF_CLIENTS
    return NavItem("", _("Tasks"), "tasks", "list-checks", count=counts.get(TASKS), shortcut="w", tab=tab, order=15)


def operator_item(request: HttpRequest, counts: dict[str, int]) -> NavItem:
    """On the page itself the figure has been counted already."""
    return NavItem(
        DEPARTMENT,
        _("Operator"),
        "operator",
        "radar",
        count=getattr(request, "_operator_count", counts.get("operator")),
        tone="bad",
        said=_("need a person now"),
        shortcut="o",
        tab=TAB_OF_OPERATOR,
        order=20,
    )


def quarantine_item(counts: dict[str, int]) -> NavItem:
    return NavItem(
        DEPARTMENT,
        _("Quarantine"),
        "quarantine",
        "mail-warning",
        count=counts.get("quarantine") or None,
        tone="soon",
        said=_("not readable"),
        order=50,
    )


def mailboxes_item(counts: dict[str, int]) -> NavItem:
    return NavItem(
        DEPARTMENT,
        _("Mailboxes"),
        "mailboxes",
        "mailbox",
        count=counts.get("mailboxes") or None,
        tone="bad",
        said=_("not answering"),
        order=55,
    )


def running_timer(viewer: Viewer, request: HttpRequest) -> RunningTimer | None:
    """The viewer's stopwatch, leading to where it is stopped."""
    if not viewer.is_employee:
        return None
    badges = badges_of(request, viewer)
    if badges.timer_started_at is None or badges.timer_ticket is None:
        return None
    return RunningTimer(badges.timer_started_at, str(badges.timer_ticket), f"{reverse('time')}#timer")


def unread_notices(viewer: Viewer, request: HttpRequest) -> int | None:
    """The bell's figure, counted along with the rail's."""
    return badges_of(request, viewer).counts[NOTICES] if viewer.is_employee else None


def first_page(viewer: Viewer) -> str | None:
    """Whoever works with tickets begins in the queue, a specialist with the day's tasks, the operator with what needs a
    person now, a client in the portal."""
    if viewer.is_client:
        return reverse("portal-home")
    if viewer.has("operator"):
        return reverse("operator")
    if viewer.has("specialist") and not viewer.has("manager", "head"):
        return reverse("tasks")
    if viewer.has("manager", "operator", "head", "specialist"):
        return f"{reverse('queue')}?view={first_view(viewer).value}"
    return None


def doorways(viewer: Viewer) -> list[Doorway]:
    """What the other roles find here so far."""
    found = []
    if viewer.has(*CLIENTS_SEEN_BY):
        words = _("Open matters, promises, last letters, hours of the month and how to talk to each client.")
        found.append(Doorway(_("Clients"), words, reverse("clients"), "building-2", 20))
    if viewer.is_employee:
        found.append(Doorway(_("Time"), _("What you did today, against its norms."), reverse("time"), "clock", 40))
    return found


def register() -> None:
    """Called from the app's `ready()`."""
    navigation.register(places)
    navigation.register_timer(running_timer)
    navigation.register_unread(unread_notices)
    homes.register(first_page=first_page, doorways=doorways)
