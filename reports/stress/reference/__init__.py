"""A plain implementation of daemon, app and extensions, written from the facts and not from the rules."""

from reports.stress.reference.adapter import ReferenceAdapter, reference_factory
from reports.stress.reference.walking import Walk, Walked

__all__ = ["ReferenceAdapter", "Walk", "Walked", "reference_factory"]
