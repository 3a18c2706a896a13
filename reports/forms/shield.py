"""Keeps the runner of a GitHub action from taking for its commands what a design is called."""

import os


def in_action() -> bool:
    """Whether a runner of GitHub Actions reads what is printed."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def shielded(text: str) -> str:
    """The text, in an action such that the runner obeys nothing in it.

    The word that ends the shield is a digest of the text: nothing in the text can say it.
    """
    if not in_action() or not text:
        return text
    from hashlib import sha256

    word = sha256(text.encode("utf-8", "backslashreplace")).hexdigest()
    return f"::stop-commands::{word}\n{text}\n::{word}::\n"
