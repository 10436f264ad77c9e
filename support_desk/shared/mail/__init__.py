"""What every letter that leaves the house has in common; what it says is the apps' own."""
