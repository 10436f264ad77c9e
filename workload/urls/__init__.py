"""Addresses of people."""

from workload.urls import people

urlpatterns = [*people.urlpatterns]
