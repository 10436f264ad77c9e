"""Mail as plain data (T1-T3, T9): bytes in, frozen dataclasses out. No Django, no clock, no network.

To change what is read from a mail open `parse.py`; what is refused, `limits.py`; what HTML may hold, `sanitise.py`;
which ticket a mail belongs to, `threading.py`; what we send, `compose.py`. Outside of tests `parse` runs only in the
limited child process of `tickets/mail_child`.
"""
