"""The sender of `bench.flood`: `python -m bench.flood_child ORDER`, until its input ends.

It sends at even moments whatever the answers take, on connections that stay open, from an address
of its own; at the end it prints how often it was answered what.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from typing import Any
from urllib.parse import urlencode

from pyramid.config import Configurator

from bench.content import HOST, SETTINGS
from mastaba.clock import utc_now
from mastaba.security.visitor_forms.tickets import make_ticket

LANES = 20  # connections
FROM = "127.0.0.2"


async def main(order: dict[str, Any]) -> None:
    """Send, until told to stop."""
    answers: Counter[str] = Counter()
    lanes = [asyncio.create_task(_lane(order, number, answers)) for number in range(LANES)]
    print("begun", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    for lane in lanes:
        lane.cancel()
    await asyncio.gather(*lanes, return_exceptions=True)
    print(json.dumps(answers))


async def _lane(order: dict[str, Any], lane: int, answers: Counter[str]) -> None:
    loop = asyncio.get_running_loop()
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", order["port"], local_addr=(FROM, 0)
    )
    step = LANES / order["rate"]
    due, number = loop.time() + step * lane / LANES, 0
    while True:
        await asyncio.sleep(max(0, due - loop.time()))
        writer.write(_request(order, f"{lane}.{number}"))
        answers[await _status(reader)] += 1
        due, number = due + step, number + 1


def _request(order: dict[str, Any], words: str) -> bytes:
    ticket = make_ticket(REGISTRY, order["node"], "comment", utc_now())
    body = urlencode({"name": "Bob", "text": f"Message {words}", "ticket": ticket})
    head = (
        f"POST {order['path']} HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: {len(body)}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    )
    return f"{head}{body}".encode()


async def _status(reader: asyncio.StreamReader) -> str:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    length = next(
        line for line in head.lower().split("\r\n") if line.startswith("content-length:")
    )
    await reader.readexactly(int(length.partition(":")[2]))
    return head.split()[1]


def _registry() -> Any:
    """As much of the application as signing a ticket needs."""
    config = Configurator(settings=SETTINGS)
    config.include("mastaba.settings")
    config.commit()
    return config.registry


if __name__ == "__main__":
    REGISTRY = _registry()
    asyncio.run(main(json.loads(sys.argv[1])))
