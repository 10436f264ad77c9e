"""Reading timesheets: days that count, the month of a department, one sheet, files (L5)."""
