"""Lists of pay that come in as files."""
