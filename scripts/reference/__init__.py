"""Write docs/reference/: what plugins may rely on, from the code that says it.

Run it after such a change: `.venv/bin/python -m scripts.reference`. A test compares the pages with
what this would write, so a changed signature is seen in review. One module per page; each has a
`page(registry)` that returns its text.
"""
