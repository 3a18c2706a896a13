"""`python -m properties.certificates.certify FILE NETWORK`: which verdicts on a network does a file prove?

Exit status: 0 every verdict is proved, 1 something is wrong, 2 a file cannot be read, 3 some have no certificate.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from properties.certificates.certify import Finding, examine
from properties.certificates.certify.reading import need

LARGEST_FILE = 1 << 28


def main(arguments: list[str]) -> int:
    """Say of each property what came of it: the exit status."""
    if len(arguments) != 2:
        print("needs a certificate and a network")
        return 2
    try:
        found = examine(*map(read_text, arguments))
    except (ValueError, OSError) as error:
        print(_printable(f"refused: {error}"))
        return 2
    for each in found:
        print(_printable(f"{each.property}: {each.verdict}: {each.outcome}, {each.says}"))
    return status_of(found)


def status_of(found: Iterable[Finding]) -> int:
    """The worst of all findings: 1 before 3 before 0."""
    outcomes = {each.outcome for each in found}
    return 1 if "wrong" in outcomes else 3 if "open" in outcomes else 0


def read_text(name: str) -> str:
    """A file of text.

    Raises:
        OSError: it cannot be read.
        ValueError: it is too large, or not UTF-8.
    """
    need(Path(name).stat().st_size <= LARGEST_FILE, f"{name} is larger than {LARGEST_FILE >> 20} MB")
    return Path(name).read_text(encoding="utf-8-sig")


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
