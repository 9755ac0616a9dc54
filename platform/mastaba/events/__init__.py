"""Events: what happened, written in the transaction that made it happen.

Lives here: the audit trail and the outbox. Does not live here: what is done after the commit
(mail, search index): those rooms read the outbox. To record something call `record()` from an
operation; never write these tables anywhere else.
"""

from mastaba.events.record import record

__all__ = ["record"]
