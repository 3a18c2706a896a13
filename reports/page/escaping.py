"""Writes data so that a page can carry it in a script element, whatever strings it holds."""

import json

from reports.forms.verdict_json import Json


def script_json(document: Json) -> str:
    r"""The document as JSON in ASCII, in which nothing ends the element, opens a comment or is read as markup.

    `<`, `>` and `&` are written as `\u003c` and so on, as the HTML standard advises for script elements; so is
    whatever is not ASCII, line separators, marks of direction and unpaired surrogates included.
    """
    text = json.dumps(document, ensure_ascii=True, separators=(",", ":"))
    for letter in "<>&":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text
