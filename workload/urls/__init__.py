"""Addresses of people and calendars."""

from workload.urls import calendars, people, presence, timesheets

urlpatterns = [*people.urlpatterns, *calendars.urlpatterns, *presence.urlpatterns, *timesheets.urlpatterns]
