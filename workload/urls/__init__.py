"""Addresses of people and calendars."""

from workload.urls import calendars, onboarding, people, presence

urlpatterns = [
    *people.urlpatterns,
    *calendars.urlpatterns,
    *presence.urlpatterns,
    *onboarding.urlpatterns,
]
