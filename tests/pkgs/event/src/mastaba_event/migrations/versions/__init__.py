"""Made by `mastaba migrate new event MESSAGE`."""
