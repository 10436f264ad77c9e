"""What happens to a leave slip, one deed a module (L2)."""
