"""The REST API of fair play, a file a resource."""
