"""Migrations that lack a column and leave a table behind."""
