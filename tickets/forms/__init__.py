"""Forms of the pages, one aggregate a file."""
