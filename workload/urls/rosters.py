"""Addresses of rosters."""

from django.urls import URLPattern, path, register_converter

from workload.urls.months import MonthConverter
from workload.views import roster_deciding, roster_editing, rosters

register_converter(MonthConverter, "month")

urlpatterns: list[URLPattern] = [
    path("roster/", rosters.roster, name="roster"),
    path("roster/<month:month>/", rosters.roster_month, name="roster-month"),
    path("roster/<month:month>/day/", roster_editing.roster_day, name="roster-day"),
    path("roster/<month:month>/decide/", roster_deciding.roster_decide, name="roster-decide"),
    path("roster/<month:month>/publish/", roster_deciding.roster_publish, name="roster-publish"),
    path("roster/mine/<month:month>/", roster_editing.roster_mine, name="roster-mine"),
]
