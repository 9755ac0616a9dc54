/** What the media plugin adds to the admin's screens; every part finds its own markup. */
