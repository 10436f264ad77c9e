"""What the page of a payslip says, in words and in places on the paper."""
