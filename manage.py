#!/usr/bin/env python
"""Command line of the project."""

import os
import sys
import traceback

TEMPORARY_FAILURE = 75


def main() -> None:
    if sys.argv[1:2] == ["demo"]:
        # The supervisor only watches other processes; Django would cost it seconds and memory.
        from support_desk.supervisor.__main__ import main as run_demo

        sys.exit(run_demo(sys.argv[2:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "support_desk.settings")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except Exception:
        if sys.argv[1:2] != ["ingest_mail"]:
            raise
        # A mail server keeps and redelivers what we answer so; any other code makes it bounce the client's letter.
        traceback.print_exc()
        sys.exit(TEMPORARY_FAILURE)


if __name__ == "__main__":
    main()
