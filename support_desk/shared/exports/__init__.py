"""Any list as CSV or XLSX: an app registers what a row is, the kernel streams it or makes a job of it."""

from support_desk.shared.exports.tables import Column, Export, find, register

__all__ = ["Column", "Export", "find", "register"]
