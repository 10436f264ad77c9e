"""Addresses of logged time, the stopwatch, and of matters written down by hand."""

from django.urls import URLPattern, path

from tickets.views import opening, time_entries, work

urlpatterns: list[URLPattern] = [
    path("time/", work.time, name="time"),
    path("time/add/", work.time_entry_add, name="time-entry-add"),
    path("time/line/", work.time_line, name="time-line"),
    path("time/<int:entry_id>/reverse/", time_entries.time_entry_reverse, name="time-entry-reverse"),
    path("time/<int:entry_id>/again/", time_entries.time_entry_again, name="time-entry-again"),
    path("time/timer/start/", time_entries.timer_start, name="timer-start"),
    path("time/timer/stop/", time_entries.timer_stop, name="timer-stop"),
    path("tickets/new/", opening.ticket_new, name="ticket-new"),
    path("tickets/new/projects/", opening.ticket_new_projects, name="ticket-new-projects"),
    path("tickets/new/people/", opening.ticket_new_people, name="ticket-new-people"),
]
