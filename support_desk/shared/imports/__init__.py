"""Lists that come in as CSV or XLSX: an app registers what a row is, the kernel reads, tries and loads it."""

from support_desk.shared.imports.kinds import Column, Importer, Problem, Row, find, offered_to, register

__all__ = ["Column", "Importer", "Problem", "Row", "find", "offered_to", "register"]
