"""Addresses of people, calendars and rosters."""

from workload.urls import calendars, load, onboarding, people, presence, rosters, timesheets

urlpatterns = [
    *people.urlpatterns,
    *calendars.urlpatterns,
    *presence.urlpatterns,
    *rosters.urlpatterns,
    *timesheets.urlpatterns,
    *load.urlpatterns,
    *onboarding.urlpatterns,
]
