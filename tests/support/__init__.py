"""What the tests share: the run's folder, PostgreSQL, Chromium, a live server, absent groups.

Here lives what only this checkout's tests need. What a plugin's own tests need too (an
application on a fresh database, a statement counter) lives in `mastaba.testing`. To add a
service, start it once per run in the run's folder (`run.py`), under a file lock, and stop it in
`tests/conftest.py:pytest_unconfigure`.
"""
