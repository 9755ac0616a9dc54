"""The admin's screens, one module each; every module registers its own views in `includeme`."""
