"""Forms of the pages about people, a file a subject."""
