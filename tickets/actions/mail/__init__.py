"""Mail that comes in: stored before it is read, read under limits, placed once, quarantined when it cannot be read.

To change what is kept open `store.py`; who wrote and where it belongs, `facts.py`; what it becomes, `place.py` (an
employee's answer: `answer.py`, an archive's: `history.py`); its files, `incoming.py`; the steps and their order,
`ingest.py`; how letters are fetched by IMAP, `fetch.py`; what the operator does with the quarantine, `quarantine.py`.
"""
