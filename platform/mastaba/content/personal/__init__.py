"""What is known of a person: all of it, for a download; and the ways of losing it.

Lives here: what the core's own tables hold of an account (`account.py`), mail to an address
(`mails.py`), and the audit trail once an account is deleted (`trail.py`). What plugins hold comes
from the hooks of `config.add_record` (see `mastaba.content.records`). Does not live here: whether
somebody may ask, which is `allow_about`, and deleting an account, which is an operation
(`delete_person`). A new table of the core with something personal gets a line in `account.py`;
tests/functional/content/test_personal.py notices when it is missing.
"""

from mastaba.content.personal.erase import erase_visitor, forget_visitor
from mastaba.content.personal.export import export_person
from mastaba.content.personal.mails import mails_to

__all__ = ["erase_visitor", "export_person", "forget_visitor", "mails_to"]
