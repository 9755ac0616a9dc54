"""One file, and it is wrong."""
