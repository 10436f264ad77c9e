"""`python -m support_desk.supervisor`: what `manage.py demo` turns into once its options are known."""

import argparse
import os
import sys
from pathlib import Path

from support_desk.supervisor.demo import Demo, Refused
from support_desk.supervisor.family import ChildEnded
from support_desk.supervisor.plan import Options


def main() -> int:
    demo = Demo(options_from(sys.argv[1:]), os.environ)
    try:
        return demo.run()
    except (ChildEnded, Refused) as problem:
        sys.stderr.write(f"\n{problem}\n")
        return 1


def options_from(words: list[str]) -> Options:
    parser = argparse.ArgumentParser(prog="support_desk.supervisor")
    parser.add_argument("--var-dir", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--language", choices=["en", "ru"], required=True)
    parser.add_argument("--reset", action="store_true")
    parser.add_argument("--check", action="store_true")
    return Options(**vars(parser.parse_args(words)))


if __name__ == "__main__":
    sys.exit(main())
