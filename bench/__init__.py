"""Reproducible benchmarks: the pages against a floor measured in the same run."""
