"""One file per revision of the core's tables; make one with `mastaba migrate new core MESSAGE`."""
