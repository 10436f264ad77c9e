"""Addresses of search."""

from django.urls import URLPattern, path

from tickets.views import finding

urlpatterns: list[URLPattern] = [
    path("search/", finding.search, name="search"),
    path("search/palette/", finding.palette, name="search-palette"),
]
