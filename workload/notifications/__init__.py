"""How what concerns people and their work is told."""
