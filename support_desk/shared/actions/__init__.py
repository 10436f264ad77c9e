"""Changes of the kernel's own rows."""
