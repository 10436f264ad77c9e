"""Addresses of people and calendars."""

from workload.urls import calendars, people, presence

urlpatterns = [*people.urlpatterns, *calendars.urlpatterns, *presence.urlpatterns]
