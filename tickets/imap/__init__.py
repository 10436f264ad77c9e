"""The IMAP side of fetching: knows servers and bytes, neither Django nor the database.

`account.py` says where a mailbox is; `opening.py` connects, logs in and selects the folder; `folder.py` lists, fetches
and flags; `failures.py` makes one kind of failure of all that servers and sockets raise.
"""
