"""One file per revision; make one with `mastaba migrate new media MESSAGE`."""
