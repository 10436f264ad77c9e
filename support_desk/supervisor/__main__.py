"""`manage.py demo`, without Django: it only watches others, and Django takes seconds to load."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence

from support_desk.env import BadSetting, read_environment
from support_desk.supervisor.demo import Demo, Refused
from support_desk.supervisor.family import ChildEnded
from support_desk.supervisor.options import add_arguments, options_of
from support_desk.supervisor.plan import PROJECT

HELP = "Starts database, broker, web and worker with a demo department, and prints how to log in."


def main(words: Sequence[str]) -> int:
    """Returns the exit code: 0 after a wanted end or a good check, else 1 with the reason on standard error."""
    parser = ArgumentParser(prog="manage.py demo", description=HELP)
    add_arguments(parser)
    asked = parser.parse_args(words)
    try:
        environment = read_environment(os.environ, argv=["manage.py", "demo"], base_dir=PROJECT)
        return Demo(options_of(asked, environment), os.environ).run()
    except (ChildEnded, Refused, BadSetting) as problem:
        sys.stderr.write(f"\n{problem}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
