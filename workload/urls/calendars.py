"""Addresses of working calendars."""

from django.urls import URLPattern, path

from workload.views import calendar_copying, calendars

urlpatterns: list[URLPattern] = [
    path("calendars/", calendars.calendars, name="calendars"),
    path("calendars/<slug:code>/", calendars.calendar, name="calendar"),
    path("calendars/<slug:code>/copy/", calendar_copying.calendar_copy, name="calendar-copy"),
    path("calendars/<slug:code>/<int:year>/", calendars.calendar_year, name="calendar-year"),
    path("calendars/<slug:code>/<int:year>/load/", calendars.calendar_load, name="calendar-load"),
    path("calendars/<slug:code>/<int:year>/approve/", calendars.calendar_approve, name="calendar-approve"),
]
