"""What lists may be narrowed by: one filter set for the page and the API."""
