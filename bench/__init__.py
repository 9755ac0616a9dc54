"""Bench: CPU per request, as ratios to a bare page in the same run.

`make bench` (or `python -m bench`) prints the table of `docs/performance.md`. To measure one more
address add it in `cases.py`. Wall time is never measured: other work shares the machine.
"""
