"""What tickets tell the people's app about work, a question a module."""
