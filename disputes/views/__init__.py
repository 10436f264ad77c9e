"""Entry points of the browser: look up what the viewer may see, call one action or query, render."""
