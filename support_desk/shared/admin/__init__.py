"""The admin of the kernel, and the base on which every app builds its own."""

from support_desk.shared.admin import kernel
from support_desk.shared.admin.base import CatalogueAdmin, ReadOnlyInline, each

__all__ = ["CatalogueAdmin", "ReadOnlyInline", "each", "kernel"]
