"""Volume for benchmarks: a desk of any size in an empty database, by bulk statements. Deterministic by seed."""

from support_desk.volume.filling import NotEmpty, Phase, Size, fill

__all__ = ["NotEmpty", "Phase", "Size", "fill"]
