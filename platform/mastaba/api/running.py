"""What an application runs beside its pages: jobs, mail, services, signatures, settings."""

from __future__ import annotations

from mastaba.db.offline import reading_session, system_request
from mastaba.jobs import Refused as JobRefused
from mastaba.jobs import Work, retry_job, start_job
from mastaba.mail import AddressError, MailError, MailTransport, mail_leaves, send_mail
from mastaba.security.signing import is_signed, sign
from mastaba.security.visitor_forms.tickets import Ticket
from mastaba.security.visitor_forms.traces import Traces
from mastaba.services import service_of
from mastaba.tree.settings import settings_for
from mastaba.tree.urls import absolute_url

__all__ = [
    "AddressError",
    "JobRefused",
    "MailError",
    "MailTransport",
    "Ticket",
    "Traces",
    "Work",
    "absolute_url",
    "is_signed",
    "mail_leaves",
    "reading_session",
    "retry_job",
    "send_mail",
    "service_of",
    "settings_for",
    "sign",
    "start_job",
    "system_request",
]
