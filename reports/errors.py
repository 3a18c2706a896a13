"""What goes wrong outside a design: one line that says who, what and the mend; never a traceback."""

from difflib import get_close_matches

MOST_LISTED = 12
LONGEST_WORD, MOST_COMPARED = 200, 20_000
"""Letters, and words: to find the nearest takes quadratic time, and a file may have millions of either."""


class ReportError(ValueError):
    """The input, an option or an output path is wrong; the command ends with status 2."""


class NothingToTell(ReportError):  # noqa: N818  (no mistake of anybody's: the design is better than this report needs)
    """A report tells of runs, and there is none: the other reports are written all the same."""


def reason(error: OSError) -> str:
    """Why the system refused something, in its own words: `permission denied`."""
    return (error.strerror or type(error).__name__).lower()


def nearest(word: str, known: tuple[str, ...]) -> str:
    """The mend for a word nobody knows: the nearest known one, or else what there is to choose from."""
    compared = known[:MOST_COMPARED] if len(word) <= LONGEST_WORD else ()
    close = get_close_matches(word.lower(), compared, n=1, cutoff=0.4)
    if close:
        return f"did you mean `{close[0]}`?"
    shown = ", ".join(known[:MOST_LISTED])
    return f"known: {shown}{', …' if len(known) > MOST_LISTED else ''}" if known else "there is none"


def printable(text: str) -> str:
    """The text with everything that would not print, or would move the cursor, written as an escape."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)
