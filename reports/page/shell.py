"""Puts a page together: one file whose style and script are all that a browser may run for it."""

import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

ROOM = Path(__file__).parent
COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.DOTALL | re.MULTILINE)
"""A comment that has its lines for itself, as ours have."""

INDENTED = re.compile(r"^[ \t]+|^\n", re.MULTILINE)
"""Means nothing where no string goes over several lines; a test holds that none does."""

PLACE = re.compile(r"\{\{(\w+)\}\}")


def filled(shell: str, parts: Mapping[str, str]) -> str:
    """The shell with each `{{name}}` filled, in one pass: what is put in is never looked at again."""
    return PLACE.sub(lambda found: parts[found[1]], shell)


def text_of(name: str) -> str:
    """A file of this room; of script and style without what only their readers need, which is a fifth of them."""
    text = (ROOM / name).read_text(encoding="utf-8")
    return text if name.endswith(".html") else INDENTED.sub("", COMMENT.sub("", text))


def policy(style: str, script: str) -> str:
    """What a browser may do with a page: run this script, use this style, and nothing else."""
    allowed = f"style-src {_fingerprint(style)}; script-src {_fingerprint(script)}; img-src data:"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _fingerprint(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
