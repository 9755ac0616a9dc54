"""Migrations of the tables of this plugin."""
