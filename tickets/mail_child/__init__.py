"""The resident process that reads mail under limits, and the `MailParser` that owns it.

`python -m tickets.mail_child` is the child: no Django, no settings, no secrets, bounded memory and processor time.
A mail that kills it or takes too long is refused, so that it goes to quarantine and the next one is read as usual.
"""
