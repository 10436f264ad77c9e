"""Objections to lines of a payslip, and who answers (Y4)."""
