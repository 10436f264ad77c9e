"""What components of pay plans are measured by: a class a measure, a line each in the registry (Y2)."""
