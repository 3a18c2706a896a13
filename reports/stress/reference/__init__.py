"""A plain implementation of daemon, app and extensions, written from the facts and not from the rules."""

from reports.stress.reference.adapter import ReferenceAdapter, reference_factory, uncovered

__all__ = ["ReferenceAdapter", "reference_factory", "uncovered"]
