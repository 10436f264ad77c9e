"""Catalogues of pay."""
