"""Finds the adapter that a command or a test names: one that comes with it, a class, or a program to be started."""

import sys
from importlib import import_module

from reports.errors import printable
from reports.inputs import Case
from reports.stress.adapter import BrokenAdapter, Factory

COMMAND = "cmd "
WORDS = "name `declared`, `reference`, `module:Class`, or `cmd PROGRAM …`"


def factory_for(case: Case, adapter: str) -> Factory:
    """What makes the implementation that is named.

    Raises:
        BrokenAdapter: there is none, or it cannot be used.
        NotCovered: the reference has nothing for this design.
    """
    if adapter == "declared":
        from reports.stress.declared import declared_factory

        return declared_factory(case)
    if adapter == "reference":
        from reports.stress.reference import reference_factory

        return reference_factory(case)
    if adapter.startswith(COMMAND):
        from reports.stress.other_end import other_end_factory

        return other_end_factory(case, adapter.removeprefix(COMMAND))
    return _class_of(adapter)


def _class_of(adapter: str) -> Factory:
    """A class of the user's, which the folder that the command runs in may hold."""
    module, colon, name = adapter.partition(":")
    if not (module and colon and name.isidentifier()):
        raise BrokenAdapter(f"--adapter {printable(adapter)}: no such adapter; {WORDS}")
    if "" not in sys.path:
        sys.path.insert(0, "")
    try:
        found = getattr(import_module(module), name)
    except Exception as error:  # whatever the module does when it is imported
        why = printable(f"{type(error).__name__}: {error}")
        what = f"--adapter {printable(adapter)}: cannot be imported: {why}"
        raise BrokenAdapter(f"{what}; mend it, or {WORDS}") from error
    if not all(callable(getattr(found, each, None)) for each in ("fire", "observe", "close")):
        raise BrokenAdapter(f"--adapter {printable(adapter)}: has not all of fire, observe, close; see docs/stress.md")
    factory: Factory = found
    return factory
