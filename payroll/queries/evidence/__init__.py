"""What lines of payslips were measured by, each source read by the rules of its own model (Y4, P2)."""
