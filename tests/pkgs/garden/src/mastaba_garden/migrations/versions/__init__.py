"""Made by `mastaba migrate new garden MESSAGE`."""
