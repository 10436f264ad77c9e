"""Addresses of fair play, a file a part."""

from django.urls import URLPattern, URLResolver

from disputes.urls import complaints, disputes, points, rating, regulations, reviews

urlpatterns: list[URLPattern | URLResolver] = [
    *regulations.urlpatterns,
    *disputes.urlpatterns,
    *reviews.urlpatterns,
    *complaints.urlpatterns,
    *points.urlpatterns,
    *rating.urlpatterns,
]
