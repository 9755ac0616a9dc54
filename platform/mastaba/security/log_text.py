"""Text from outside in the log: one line, cut, without control characters or secrets (196)."""

from __future__ import annotations

import logging
import re
from typing import Any

MAX_VALUE = 300
MAX_LINE = 4000
_CONTROLS = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")
_SECRETS = re.compile(
    r"((?:password|passwd|secret|token|authorization|cookie)[\"']?\s*[=:]\s*)([^\s&;,]+)",
    re.IGNORECASE,
)


def one_line(text: str, limit: int = MAX_VALUE) -> str:
    """`text` with control characters shown as escapes, cut to `limit` characters."""
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return _CONTROLS.sub(lambda found: f"\\x{ord(found[0]):02x}", cut)


class OneLineFormatter(logging.Formatter):
    """A formatter for the ini file: one escaped line a message, tokens and passwords masked.

    `[formatter_generic] class = mastaba.security.log_text.OneLineFormatter`. Tracebacks keep
    their lines, indented: what somebody sent may be in an exception's text.
    """

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """The message part of the line."""
        record.message = _masked(one_line(record.message, MAX_LINE))
        return super().formatMessage(record)

    def format(self, record: logging.LogRecord) -> str:
        """The whole line, without the traceback that another formatter has left on the record."""
        record.exc_text = None
        try:
            return super().format(record)
        finally:
            record.exc_text = None

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's name
        """The traceback: no line of it can be taken for a line of the log."""
        lines = super().formatException(ei).splitlines()
        return _masked("\n".join(f"  {one_line(line, MAX_LINE)}" for line in lines))


def _masked(text: str) -> str:
    return _SECRETS.sub(r"\1********", text)
