"""Addresses of people and calendars."""

from workload.urls import calendars, load, people, presence

urlpatterns = [*people.urlpatterns, *calendars.urlpatterns, *presence.urlpatterns, *load.urlpatterns]
