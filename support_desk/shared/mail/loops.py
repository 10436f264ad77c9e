"""How our own letters are known again when they come back. Plain Python: the rules of incoming mail read it too."""

LOOP_HEADER = "X-Support-Desk-Loop"
