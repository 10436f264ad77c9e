"""The demo: a believable support department, made through the same actions as real use. Deterministic."""

from support_desk.demo.accounts import logins
from support_desk.demo.loading import load

__all__ = ["load", "logins"]
