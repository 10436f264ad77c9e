"""Addresses of rosters."""

from django.urls import URLPattern, path

from support_desk.shared.urls.months import MONTH
from workload.views import fairness, roster_deciding, roster_editing, roster_feeds, roster_week, rosters, swaps

urlpatterns: list[URLPattern] = [
    path("roster/", rosters.roster, name="roster"),
    path(f"roster/{MONTH}/", rosters.roster_month, name="roster-month"),
    path(f"roster/{MONTH}/day/", roster_editing.roster_day, name="roster-day"),
    path(f"roster/{MONTH}/decide/", roster_deciding.roster_decide, name="roster-decide"),
    path(f"roster/{MONTH}/publish/", roster_deciding.roster_publish, name="roster-publish"),
    path(f"roster/mine/{MONTH}/", roster_editing.roster_mine, name="roster-mine"),
    path("roster/week/", roster_week.roster_week, name="roster-week"),
    path("roster/swaps/", swaps.swaps, name="swaps"),
    path("roster/swaps/<int:swap_id>/<slug:verb>/", swaps.swap_decide, name="swap-decide"),
    path("roster/feed/", roster_feeds.roster_feed, name="roster-feed"),
    path("roster/feed/end/", roster_feeds.roster_feed_end, name="roster-feed-end"),
    path("roster/feed/<str:token>.ics", roster_feeds.roster_feed_file, name="roster-feed-file"),
    path("roster/fairness/", fairness.fairness, name="roster-fairness"),
    path("roster/fairness/<slug:file_format>/", fairness.fairness_file, name="roster-fairness-file"),
]
