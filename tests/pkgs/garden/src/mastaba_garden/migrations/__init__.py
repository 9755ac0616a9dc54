"""One history, newest last."""
