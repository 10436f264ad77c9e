"""Reading: one named function a screen or report."""
