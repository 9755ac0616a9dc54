"""The files of the demo that are no photographs: a floor plan (SVG) and a leaflet (PDF)."""

from __future__ import annotations

from collections.abc import Sequence

ROOMS = (
    (40, 60, 200, 170, "Museum"),
    (240, 60, 220, 170, "Lecture room"),
    (460, 60, 160, 100, "Kitchen"),
    (460, 160, 160, 70, "Lavatory"),
    (40, 230, 580, 50, "Level way in"),
)
DOMES = ((150, 390, 95, "Refractor"), (470, 390, 75, "Reflector"))
LEAFLET = (
    "Corrow Hill Observatory: the winter lectures",
    "",
    "Thu 3 December 2026    Saturn's rings: edge-on, and after",
    "Thu 14 January 2027    How to weigh a galaxy without touching it",
    "Thu 11 February 2027   Mars comes round again",
    "Thu 11 March 2027      What the Sun sounds like",
    "",
    "Half past seven in the lecture room. Sixty chairs.",
    "Doors at seven, tea in the interval, out by nine for the bus.",
    "The room has an induction loop; the speaker's notes are printed",
    "for those who would rather read.",
)
A5 = (420, 595)


def floor_plan() -> bytes:
    """The ground floor, as an SVG with a title."""
    rooms = "".join(
        f'<rect x="{x}" y="{y}" width="{wide}" height="{tall}"/>'
        f'<text x="{x + wide / 2:g}" y="{y + tall / 2 + 5:g}">{name}</text>'
        for x, y, wide, tall, name in ROOMS
    )
    domes = "".join(
        f'<circle cx="{x}" cy="{y}" r="{radius}"/><text x="{x}" y="{y + 5}">{name}</text>'
        for x, y, radius, name in DOMES
    )
    style = 'fill="#f4eede" stroke="#222842" stroke-width="3"'
    words = 'text-anchor="middle" font-family="sans-serif" font-size="17" fill="#222842"'
    drawing = f"<g {style}>{rooms}{domes}</g>".replace("<text", f'<text stroke="none" {words}')
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="660" height="520" viewBox="0 0 660 520">'
    )
    return f"{head}<title>Ground floor</title>{drawing}</svg>".encode()


def leaflet() -> bytes:
    """One page of text as a PDF; its words can be read out and searched."""
    lines = "".join(f"({_escaped(line)}) Tj T*\n" for line in LEAFLET)
    text = f"BT /F1 11 Tf 20 TL 40 540 Td\n{lines}ET".encode("latin-1")
    return _pdf(
        (
            b"<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>" % A5,
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        )
    )


def _pdf(objects: Sequence[bytes]) -> bytes:
    """Objects with their table of offsets (ISO 32000-1, 7.5)."""
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        table,
    )
    return bytes(out)


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
