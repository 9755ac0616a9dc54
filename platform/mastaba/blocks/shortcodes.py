"""Shortcodes of static site generators (`{{< figure >}}`, `{{% note %}}`) as Markdown syntax.

Nobody here runs them; they stay readable. One that stands alone or in a line becomes inline
code; a pair `{{< x >}} ... {{< /x >}}` becomes one code block with everything in it, because
what is between angle-bracket shortcodes is not Markdown (Hugo, "Shortcodes: notation").
`{{</* x */>}}` is Hugo's way to write a shortcode without running it: it shows as `{{< x >}}`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_MAX_LENGTH = 4_000
_ENDS = {"{{<": ">}}", "{{%": "%}}"}
_ESCAPED = re.compile(r"\{\{([<%])/\*(.*?)\*/([>%])\}\}", re.DOTALL)
_RUN = re.compile(r"\{\{[<%](?!/\*)\s*/?\s*([\w./\-]+)")
_REFERENCE = re.compile(r"\{\{[<%]\s*(?:rel)?ref\s+\"?([^\s\"<>{}]+)\"?\s*[>%]\}\}")
_CLOSING = re.compile(r"\{\{<\s*/\s*([^\s>/]+)\s*>\}\}")
KEPT = "shortcode"


@dataclass(frozen=True, slots=True)
class Shortcode:
    """One tag: its source, where it ends in the text searched, its name."""

    source: str
    end: int
    name: str
    closes_itself: bool

    @property
    def opens_pair(self) -> bool:
        """Whether a closing tag may follow, with text that is not Markdown before it."""
        if self.closes_itself or self.escaped or self.name.startswith("/"):
            return False
        return self.source.startswith("{{<")

    @property
    def escaped(self) -> bool:
        """Whether it is written only to be shown."""
        return self.source.startswith(("{{</*", "{{%/*"))


def read(text: str, position: int) -> Shortcode | None:
    """The shortcode tag that starts at `position`, if one does."""
    ending = _ENDS.get(text[position : position + 3])
    if ending is None:
        return None
    found = text.find(ending, position + 3, position + _MAX_LENGTH)
    if found < 0:
        return None
    inner = text[position + 3 : found].strip()
    words = inner.removeprefix("/*").split(None, 1)
    source = text[position : found + 3]
    return Shortcode(source, found + 3, words[0] if words else "", inner.endswith("/"))


def shown(text: str) -> str:
    """Text with escaped shortcodes written the way they are meant to be read."""
    return _ESCAPED.sub(lambda found: f"{{{{{found[1]}{found[2]}{found[3]}}}}}", text)


def names_in(text: str) -> list[str]:
    """Names of the shortcodes that would run in this text."""
    return _RUN.findall(text)


def inline_references(text: str) -> str:
    """`ref` and `relref` give the address of a page: put their argument in their place."""
    return _REFERENCE.sub(lambda found: found[1], text)


def plugin(md: MarkdownIt) -> None:
    """Teach a Markdown parser shortcodes, in running text and as blocks."""
    md.inline.ruler.before("link", "shortcode", _inline)
    interrupts = ["paragraph", "reference", "blockquote", "list"]
    md.block.ruler.before("fence", "shortcode", _block, {"alt": interrupts})


def _inline(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("{{", state.pos):
        return False
    tag = read(state.src, state.pos)
    if tag is None:
        return False
    if not silent:
        _code(state, tag)
    state.pos = tag.end
    return True


def _code(state: StateInline, tag: Shortcode) -> None:
    token = state.push("code_inline", "code", 0)
    token.content = tag.source
    token.markup = "`"
    if not tag.escaped:
        token.meta[KEPT] = tag.name


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A pair of angle-bracket shortcodes, or one tag of several lines; others are inline."""
    position = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("{{", position) or state.is_code_block(start):
        return False
    tag = read(state.src, position)
    if tag is None:
        return False
    last = _last_line(state, tag, start, end)
    if last is None:
        return False
    if not silent:
        _fence(state, tag, start, last)
    return True


def _last_line(state: StateBlock, tag: Shortcode, start: int, end: int) -> int | None:
    """The line on which the block ends that begins with `tag`; None when it is no block."""
    if tag.opens_pair and (closing := _closing_line(state, tag, start, end)) is not None:
        return closing
    last = start
    while last < end and state.eMarks[last] < tag.end:
        last += 1
    alone = last < end and not state.src[tag.end : state.eMarks[last]].strip()
    return last if last > start and alone else None


def _closing_line(state: StateBlock, tag: Shortcode, start: int, end: int) -> int | None:
    """The line on which the pair is closed, inside the same container."""
    if _last_closings(state).get(tag.name, -1) < state.bMarks[start]:
        return None
    closing = re.compile(r"\{\{<\s*/\s*" + re.escape(tag.name) + r"\s*>\}\}")
    for line in range(start, end):
        if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            return None
        if closing.search(state.src, state.bMarks[line], state.eMarks[line]):
            return line
    return None


def _last_closings(state: StateBlock) -> dict[str, int]:
    """Where each name is closed for the last time: found once, so that no search is in vain."""
    known: dict[str, int] | None = state.env.get(KEPT)
    if known is None:
        known = {found[1]: found.start() for found in _CLOSING.finditer(state.src)}
        state.env[KEPT] = known
    return known


def _fence(state: StateBlock, tag: Shortcode, start: int, last: int) -> None:
    source = state.getLines(start, last + 1, state.blkIndent, False)
    token = state.push("fence", "code", 0)
    token.map = [start, last + 1]
    token.markup = "```"
    token.info, token.content = _highlighted(tag, source)
    if tag.name != "highlight" and not tag.escaped:
        token.meta[KEPT] = tag.name
    state.line = last + 1


def _highlighted(tag: Shortcode, source: str) -> tuple[str, str]:
    """`highlight LANG` is a code block by another name: (language, code)."""
    words = tag.source[3:-3].split()
    if tag.name != "highlight" or len(words) < 2 or "{{<" not in source[3:]:
        return "", source
    inner = source[source.index(">}}") + 3 : source.rindex("{{<")]
    return words[1], inner.strip("\n")
