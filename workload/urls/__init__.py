"""Addresses of people."""

from workload.urls import people, presence

urlpatterns = [*people.urlpatterns, *presence.urlpatterns]
