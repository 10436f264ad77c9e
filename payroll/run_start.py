"""What of months and runs is known to the kernel from the start: jobs, what falls due, notices, the trail."""


def register() -> None:
    """Called from the app's `ready()`."""
