"""The client portal's pages."""
