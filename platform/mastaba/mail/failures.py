"""What a failure on the way to the SMTP server means, and which setting to look at."""

from __future__ import annotations

import smtplib
import socket
import ssl

from mastaba.mail.address import one_line
from mastaba.mail.settings import MailSettings


def is_final(error: Exception) -> bool:
    """Whether this recipient or message is refused for good (a 5xx reply, RFC 5321 4.2.1)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500


def sentence(error: Exception, settings: MailSettings) -> str:
    """One sentence for the administrator, with the ini key to look at."""
    place = "{}:{}".format(*settings.place)
    if isinstance(error.__context__, TimeoutError):
        error = error.__context__  # smtplib says "disconnected" where an answer did not come
    if isinstance(error, smtplib.SMTPException):
        return _smtp_sentence(error, place)
    if isinstance(error, socket.gaierror):
        return f"The name {settings.host} does not resolve; check mastaba.mail.host."
    if isinstance(error, ssl.SSLError):
        return _tls_sentence(error, place)
    if isinstance(error, ConnectionRefusedError):
        return f"{place} refuses the connection; check mastaba.mail.host and mastaba.mail.port."
    if isinstance(error, TimeoutError):
        return (
            f"{place} does not answer in time; check mastaba.mail.host, mastaba.mail.port and "
            f"mastaba.mail.timeout."
        )
    return f"{place} cannot be reached ({_words(error)}); check mastaba.mail.host."


def _tls_sentence(error: ssl.SSLError, place: str) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        reason = one_line(error.verify_message)
        return (
            f"The TLS certificate of {place} is not accepted ({reason}); check mastaba.mail.host "
            f"(it must be the name in the certificate)."
        )
    return (
        f"TLS with {place} failed ({error.reason or 'no details'}); check mastaba.mail.tls and "
        f"mastaba.mail.port."
    )


def _smtp_sentence(error: smtplib.SMTPException, place: str) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        name, (code, reply) = next(iter(error.recipients.items()))
        return f"{place} refuses the recipient {name}: {code} {_reply(reply)}."
    if isinstance(error, smtplib.SMTPSenderRefused):
        said = f"{error.smtp_code} {_reply(error.smtp_error)}"
        return f"{place} refuses the sender: {said}; check mastaba.mail.sender."
    if isinstance(error, smtplib.SMTPAuthenticationError):
        said = f"{error.smtp_code} {_reply(error.smtp_error)}"
        return (
            f"{place} refuses the log-in: {said}; check mastaba.mail.user and "
            f"mastaba.mail.password."
        )
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return _unsupported(error, place)
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return f"{place} closed the connection; check mastaba.mail.tls and mastaba.mail.port."
    return f"{place} does not take the mail: {_words(error)}."


def _unsupported(error: Exception, place: str) -> str:
    if "STARTTLS" in str(error):
        return f"{place} does not offer STARTTLS; check mastaba.mail.tls and mastaba.mail.port."
    return f"{place} offers no log-in; check mastaba.mail.user."


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_reply(error.smtp_error)}"
    return one_line(getattr(error, "strerror", None) or str(error) or type(error).__name__)[:200]


def _reply(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return one_line(text)[:200].rstrip(".")
