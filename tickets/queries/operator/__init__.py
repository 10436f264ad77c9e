"""The operator's page (S4): what stands on it, in which words, in how many statements."""
