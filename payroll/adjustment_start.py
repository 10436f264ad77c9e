"""What of adjustments and objections is known to the kernel from the start: jobs, notices, the trail."""


def register() -> None:
    """Called from the app's `ready()`."""
