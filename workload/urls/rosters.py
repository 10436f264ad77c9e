"""Addresses of rosters."""

from django.urls import URLPattern, path

from workload.urls.months import MONTH
from workload.views import roster_deciding, roster_editing, rosters

urlpatterns: list[URLPattern] = [
    path("roster/", rosters.roster, name="roster"),
    path(f"roster/{MONTH}/", rosters.roster_month, name="roster-month"),
    path(f"roster/{MONTH}/day/", roster_editing.roster_day, name="roster-day"),
    path(f"roster/{MONTH}/decide/", roster_deciding.roster_decide, name="roster-decide"),
    path(f"roster/{MONTH}/publish/", roster_deciding.roster_publish, name="roster-publish"),
    path(f"roster/mine/{MONTH}/", roster_editing.roster_mine, name="roster-mine"),
]
