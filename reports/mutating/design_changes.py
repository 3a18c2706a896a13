"""Small wrongs of a design: an action left out, or two neighbours in the wrong order."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeAlias, cast

from model.design import Action, App, Design, Extension, Program

Path: TypeAlias = tuple[int, ...]
"""The place of an action in its program: `(1,)`, or `(1, 0)` for the first in the `then` of the second."""

PROGRAMS = ("launch", "foreground", "run", "handle_events", "did_complete", "did_finish_events", "did_become_invalid")


@dataclass(frozen=True, slots=True)
class DropAction:
    """An action is left out of a program of a process (0: the app, then the extensions)."""

    process: int
    program: str
    path: Path


@dataclass(frozen=True, slots=True)
class SwapActions:
    """An action changes places with the one after it."""

    process: int
    program: str
    path: Path


DesignChange: TypeAlias = DropAction | SwapActions


def changes_of_design(design: Design) -> Iterator[DesignChange]:
    """Every small wrong of a design, process by process; swapping what is equal is none."""
    for number, process in enumerate(_processes(design)):
        for name in PROGRAMS:
            for path, action, following in _walk(getattr(process, name, ())):
                yield DropAction(number, name, path)
                if following is not None and replace(following, place=action.place) != action:
                    yield SwapActions(number, name, path)


def changed_design(design: Design, change: DesignChange) -> Design:
    """The design with this wrong in it."""
    process = _processes(design)[change.process]
    program = _changed(getattr(process, change.program), change.path, isinstance(change, DropAction))
    mended = replace(process, **cast(dict[str, Any], {change.program: program}))
    if isinstance(mended, App):
        return replace(design, app=mended)
    place = change.process - 1
    return replace(design, extensions=(*design.extensions[:place], mended, *design.extensions[place + 1 :]))


def words_of_design(design: Design, change: DesignChange) -> str:
    """`share-extension: run without start-upload (line 18)`."""
    process = _processes(design)[change.process]
    who = "app" if isinstance(process, App) else process.name
    found = {path: (action, following) for path, action, following in _walk(getattr(process, change.program))}
    action, following = found[change.path]
    where = f"{who}: {change.program.replace('_', '-')}"
    line = f" (line {action.place.line})" if action.place.line else ""
    if isinstance(change, DropAction):
        return f"{where} without {action.do}{line}"
    assert following is not None
    return f"{where} with {following.do} before {action.do}{line}"


def _processes(design: Design) -> tuple[App | Extension, ...]:
    return (design.app, *design.extensions)


def _walk(program: Program, above: Path = ()) -> Iterator[tuple[Path, Action, Action | None]]:
    """Each action with its path, and the one after it; those in a `then` after the one that has it."""
    for place, action in enumerate(program):
        yield (*above, place), action, program[place + 1] if place + 1 < len(program) else None
        yield from _walk(action.then or (), (*above, place))


def _changed(program: Program, path: Path, dropped: bool) -> Program:
    place, rest = path[0], path[1:]
    before, action, after = program[:place], program[place], program[place + 1 :]
    if rest:
        return (*before, replace(action, then=_changed(action.then or (), rest, dropped)), *after)
    return (*before, *after) if dropped else (*before, after[0], action, *after[1:])
