"""What tickets tell the people's app of open work, inflow and unused hours, a file a question (L7, L8)."""
