"""Addresses of people and calendars."""

from workload.urls import calendars, people

urlpatterns = [*people.urlpatterns, *calendars.urlpatterns]
