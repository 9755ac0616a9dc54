"""`mastaba demo`: one command from nothing to a site with content that runs.

Lives here: the ini file of the demo (`settings.py`), its three accounts (`logins.py`), the hooks
that fill it (`planting.py`) and the command itself (`command.py`). Does not live here: any
content. A plugin brings its part as a function `demo(request)` in its module `demo`; it is called
once per database, as the system, in a transaction of its own.
"""
