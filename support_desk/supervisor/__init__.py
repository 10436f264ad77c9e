"""Runs the whole demo from one command: servers, web, worker with beat and mail sink, and stops them together.

Plain Python without Django, so that what only watches stays small.
"""
