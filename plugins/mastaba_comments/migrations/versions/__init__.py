"""One file per revision; make one with `mastaba migrate new comments MESSAGE`."""
