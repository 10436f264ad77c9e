"""Facts of pay as people read them."""
