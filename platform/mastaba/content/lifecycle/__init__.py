"""How a plugin leaves and comes back: what of it is in the database, without its code.

Lives here: which tables, pages and keys belong to a plugin by its name alone (`extent.py`), the
file that it is exported to and brought back from (`archive.py`, `export.py`, `bring_back.py`),
and its removal (`uninstall.py`). Does not live here: what stands for its pages meanwhile (see
`mastaba.content.placeholder`), and the commands. All of it works on a connection and on tables as
the database describes them, since no class may be there. To let one more thing leave with a
plugin, give it a predicate in `extent.py`; it is counted, exported and removed from there.
"""
