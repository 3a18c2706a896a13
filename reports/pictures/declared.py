"""Finds the machines that the model declares, by the names of their files, for `outlive render app`."""

import pkgutil
from collections.abc import Mapping
from importlib import import_module

from statemachine import StateMachine

from model import machines


def declared_machines() -> Mapping[str, type[StateMachine]]:
    """Name -> class, by name; machines that a design makes for itself are found in its network instead."""
    modules = sorted(each.name for each in pkgutil.iter_modules(machines.__path__))
    found = {name: _declared_in(f"{machines.__name__}.{name}") for name in modules}
    return {name.replace("_", "-"): machine for name, machine in found.items() if machine is not None}


def full_name(word: str, names: tuple[str, ...]) -> str | None:
    """The machine meant by a word: `wake` itself, or the only one whose name begins so, as `app` for `app-process`."""
    if word in names:
        return word
    meant = [name for name in names if name.startswith(f"{word}-")]
    return meant[0] if len(meant) == 1 else None


def _declared_in(module: str) -> type[StateMachine] | None:
    for each in vars(import_module(module)).values():
        if isinstance(each, type) and issubclass(each, StateMachine) and each.__module__ == module:
            return each
    return None
