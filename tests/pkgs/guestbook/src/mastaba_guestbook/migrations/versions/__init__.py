"""Made by `mastaba migrate new guestbook MESSAGE`."""
