"""The figures as a table: one a size, kept beside each other in results.md."""

import json
from pathlib import Path
from typing import Any

from bench.measuring import Figures
from bench.subjects import Subject

FOLDER = Path(__file__).with_name("results")
PAGE = Path(__file__).with_name("results.md")
LARGEST_PAGE = 60 * 1024
COLUMNS = (
    "what|median ms|p95 ms|best ms|× floor|× floor p95|× floor best|CPU ms|database ms|server ms|SQL|KB|"
    "a second, 8 clients|bars"
)


def keep(subjects: list[Subject], figures: list[Figures], *, tickets: int, about: str) -> list[str]:
    """Writes the figures of this size and the page of all sizes; returns what missed its bar."""
    floor = figures[0]
    rows = [
        figure.summary() | {"missed": missed(subject, figure, floor)}
        for subject, figure in zip(subjects, figures, strict=True)
    ]
    FOLDER.mkdir(exist_ok=True)
    kept = {"tickets": tickets, "about": about, "rows": rows}
    (FOLDER / f"{tickets}.json").write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", "utf-8")
    write_page()
    return [f"{row['name']}: {word}" for row in rows for word in row["missed"]]


def missed(subject: Subject, figure: Figures, floor: Figures) -> list[str]:
    """Which bars of the subject its figures miss, each as a few words."""
    found = []
    if subject.most_times_floor:
        if figure.median > subject.most_times_floor * floor.median:
            found.append(f"median over {subject.most_times_floor:g}× the floor's")
        if figure.p95 > subject.most_times_floor * floor.p95:
            found.append(f"p95 over {subject.most_times_floor:g}× the floor's")
        if figure.size > LARGEST_PAGE:
            found.append("over 60 KB")
    if subject.most_statements and figure.statements > subject.most_statements:
        found.append(f"over {subject.most_statements} statements")
    if subject.most_database_ms and figure.server > subject.most_database_ms:
        found.append(f"database over {subject.most_database_ms:g} ms")
    return found


def write_page() -> None:
    sizes = [json.loads(file.read_text("utf-8")) for file in FOLDER.glob("*.json")]
    parts = ["# Benchmarks", "", "Made by `just bench`. How to read them: docs/benchmarks.md."]
    for size in sorted(sizes, key=lambda one: one["tickets"]):
        parts += ["", f"## {size['tickets']:,} tickets", "", size["about"], "", *table(size["rows"])]
    PAGE.write_text("\n".join(parts) + "\n", "utf-8")


def table(rows: list[dict[str, Any]]) -> list[str]:
    floor = rows[0]
    titles = COLUMNS.split("|")
    lines = [f"| {' | '.join(titles)} |", "|---|" + "--:|" * (len(titles) - 2) + "---|"]
    for row in rows:
        cells = [
            row["name"],
            f"{row['median']:.1f}",
            f"{row['p95']:.1f}",
            f"{row['best']:.1f}",
            f"{row['median'] / floor['median']:.2f}",
            f"{row['p95'] / floor['p95']:.2f}",
            f"{row['best'] / floor['best']:.2f}",
            f"{row['cpu']:.1f}",
            f"{row['database']:.1f}",
            f"{row['server']:.1f}" if "server" in row else "–",
            str(row["statements"]),
            f"{row['size'] / 1024:.0f}",
            f"{row['a_second']:.1f}",
            ", ".join(row["missed"]) or "held",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return lines
