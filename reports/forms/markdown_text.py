"""Text from designs in Markdown: shown letter by letter, whatever it would mean to Markdown, HTML or GitHub."""

import re

from reports.errors import printable

_CALM = " -.,:;()'’→§–…"
"""What means nothing in a sentence, beside letters and digits."""


def code(text: str) -> str:
    """Text as code, in which neither Markdown nor GitHub (links, mentions, emoji) finds anything; not for tables."""
    shown = printable(text)
    fence = "`" * (1 + _longest_row_of_backticks(shown))
    edge = " " if shown.startswith("`") or shown.endswith("`") or not shown.strip() else ""
    return f"{fence}{edge}{shown}{edge}{fence}"


def code_in_table(text: str) -> str:
    """The same in a cell, which a bar would end even in code."""
    return code(text.replace("|", "\\x7c"))


def code_in_html(text: str) -> str:
    """The same in a block of HTML, where Markdown does not look."""
    return f"<code>{_entities(printable(text))}</code>"


def sentence(text: str) -> str:
    """A sentence of ours, in which signs may stand that Markdown would read."""
    return _entities(printable(text))


def fenced(lines: tuple[str, ...]) -> str:
    """Lines as a block of text; the fence is longer than any in it."""
    text = "\n".join(printable(line) for line in lines)
    fence = "`" * max(3, 1 + _longest_row_of_backticks(text))
    return f"{fence}text\n{text}\n{fence}"


def _longest_row_of_backticks(text: str) -> int:
    return max((len(row) for row in re.findall("`+", text)), default=0)


def _entities(text: str) -> str:
    return "".join(letter if letter.isalnum() or letter in _CALM else f"&#{ord(letter)};" for letter in text)
