"""What a certificate is made of as JSON, and how it is refused."""

from typing import Any, TypeAlias

Json: TypeAlias = Any
Moves: TypeAlias = dict[str, frozenset[tuple[str, str]]]
Who: TypeAlias = tuple[str, int] | None
"""A member, or all."""

Table: TypeAlias = dict[str, dict[str, Any]]


class RefusedError(Exception):
    """Why a certificate proves nothing."""


def need(holds: bool, otherwise: str) -> None:
    """Refuse, unless something holds.

    Raises:
        RefusedError: it does not.
    """
    if not holds:
        raise RefusedError(otherwise)
