"""`manage.py check_invariants`: what must hold of the data, checked on all of them; exit 1 and the rows if not."""

import json
import sys
import time
from argparse import ArgumentParser
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand

from support_desk.invariants import ALL, Invariant
from support_desk.invariants.base import MOST_ROWS


class Command(BaseCommand):
    help = "Checks the data's invariants; exit 1 and the rows when one is broken."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")

    def handle(self, *args: Any, **options: Any) -> None:
        results = []
        for invariant in ALL:
            results.append(result := examine(invariant))
            if not options["json"]:
                self.show(result)
        is_ok = not any(result["rows"] for result in results)
        if options["json"]:
            self.stdout.write(json.dumps({"ok": is_ok, "invariants": results}, ensure_ascii=False))
        if not is_ok:
            sys.exit(1)

    def show(self, result: dict[str, Any]) -> None:
        state = f"BROKEN ({len(result['rows'])})" if result["rows"] else "ok"
        self.stdout.write(f"{result['code']:4} {state:12} {result['seconds']:7.2f} s  {result['sentence']}")
        for row in result["rows"]:
            self.stdout.write(f"       {row['object']}: {row['detail']}")


def examine(invariant: Invariant) -> dict[str, Any]:
    """Code, sentence, seconds and the first rows that break it."""
    start = time.perf_counter()
    rows = [{"object": row.object, "detail": row.detail} for row in islice(invariant.check(), MOST_ROWS)]
    seconds = round(time.perf_counter() - start, 3)
    return {"code": invariant.code, "sentence": invariant.sentence, "seconds": seconds, "rows": rows}
