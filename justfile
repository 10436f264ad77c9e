# The habits of this project; `uv run just` lists them. .ci/run calls the same recipes.

_list:
    @just --list

# The pages with reload on every change
dev port="8000":
    DEBUG=1 uv run manage.py migrate --verbosity 0
    DEBUG=1 uv run manage.py compile_locale
    DEBUG=1 uv run manage.py runserver {{port}}

# Format Python and templates
fmt:
    uv run ruff check --fix --exit-zero --quiet .
    uv run ruff format .
    git ls-files '*.html' | xargs -r uv run djade || true

# Lint, format, types, import contracts, templates, migrations
check:
    uv run ruff check .
    uv run ruff format --check .
    git ls-files '*.html' | xargs -r uv run djade --check
    uv run lint-imports
    uv run mypy
    uv run manage.py makemigrations --check --dry-run

# Everything but the browser
test *args:
    uv run pytest -m "not e2e" {{args}}

# What waits for every open transaction of the server, and so wants it alone
alone:
    uv run pytest -q -m alone

# Branches the tests go through: all of the rules, and no fewer than last time (raise the figures, never lower them)
cover:
    uv run pytest -q -m "not e2e" --cov --cov-report=
    uv run coverage report --include="*/domain/*" --fail-under=100
    uv run coverage report --include="*/actions/*" --fail-under=100
    uv run coverage report --fail-under=87

# In the browser
e2e *args:
    uv run pytest -m e2e {{args}}

# Pages and mail at full size, with ratios to the floor
bench *args:
    uv run python -m bench {{args}}
    uv run python -m bench.mail
    uv run python -m bench.sweep --clocks 1000000
    uv run python -m bench.reports
    uv run python -m bench.roster
    uv run python -m bench.timesheets
    uv run python -m bench.load
    uv run python -m bench.settlement
    uv run python -m bench.pay
    uv run python -m bench.what_if
    uv run python -m bench.disputes
    uv run python -m bench.director

# Real kills of real servers, several times in random order
faults times="5":
    for i in $(seq {{times}}); do uv run pytest -q -m faults || exit 1; done

# The laws and the parsers against many more inputs than CI has time for
fuzz examples="10000":
    HYPOTHESIS_EXAMPLES={{examples}} uv run pytest -q -m hypothesis

# What decides
ci:
    .ci/run
