"""Operations on people: the only code that changes accounts, passwords and log-ins.

Each takes the request first, asks the guard unless it is about oneself, changes rows and writes
the audit row in the same transaction. Views and commands call the same functions.
"""

from mastaba.security.operations.errors import (
    InvalidPerson,
    LastAdmin,
    LinkSpent,
    LogInRefused,
    PeopleError,
    TooManyAttempts,
)
from mastaba.security.operations.links import (
    claim_first_account,
    first_account_is_open,
    link_path,
    link_to,
    make_link,
    nobody_can_log_in,
    person_of_link,
    set_password,
    set_password_by_link,
)
from mastaba.security.operations.log_in import (
    change_own_password,
    end_own_session,
    enter,
    log_in,
    log_out,
)
from mastaba.security.operations.mailing import mail_link
from mastaba.security.operations.people import (
    add_person,
    change_person,
    log_out_everywhere,
    resume,
    suspend,
)

__all__ = [
    "InvalidPerson",
    "LastAdmin",
    "LinkSpent",
    "LogInRefused",
    "PeopleError",
    "TooManyAttempts",
    "add_person",
    "change_own_password",
    "change_person",
    "claim_first_account",
    "end_own_session",
    "enter",
    "first_account_is_open",
    "link_path",
    "link_to",
    "log_in",
    "log_out",
    "log_out_everywhere",
    "mail_link",
    "make_link",
    "nobody_can_log_in",
    "person_of_link",
    "resume",
    "set_password",
    "set_password_by_link",
    "suspend",
]
