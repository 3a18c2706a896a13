"""Thin variants of the family: few of the worlds that the product of all states would have are reachable."""

from collections.abc import Iterator

from bench.family import APP_IN_FRONT, Size, awake_connectors, network, rule
from model.network import Machine, Network, Rule


def in_order(size: Size) -> Network:
    """The variant Q: tasks are made, reported and recycled strictly in order (the last made is recycled first)."""
    return network(size, (), _ordered_tasks(size))


def in_a_ring(size: Size) -> Network:
    """The variant P: finished tasks are written into a ring, and reported in the order in which they finished."""
    return network(size, tuple(_ring(size)), _ringed_tasks(size))


def _ordered_tasks(size: Size) -> Iterator[Rule]:
    for place, name in enumerate(size.task_names):
        before, after = size.task_names[:place][-1:], size.task_names[place + 1 :][:1]
        made = dict.fromkeys(before, ("running", "done", "reported"))
        unmade = dict.fromkeys(after, ("none",))
        for maker, asked in awake_connectors(size):
            yield rule(f"{maker} makes {name}", {name: [("none", "running")]}, {**asked, **made})
        yield rule(f"{name} finishes", {name: [("running", "done")]})
        for told, asked in awake_connectors(size):
            reported = dict.fromkeys(before, ("reported",))
            yield rule(f"{told} is told of {name}", {name: [("done", "reported")]}, {**asked, **reported})
        yield rule(f"{name} is recycled", {name: [("reported", "none")]}, {**APP_IN_FRONT, **unmade})


def _ring(size: Size) -> Iterator[Machine]:
    """A slot for each task, the slot to be read next, and the slot to be written next."""
    numbers = tuple(str(place) for place in range(size.tasks))
    yield from (Machine(f"slot_{place}", ("empty", *size.task_names), "empty") for place in numbers)
    yield from (Machine(name, numbers, "0") for name in ("head", "tail"))


def _ringed_tasks(size: Size) -> Iterator[Rule]:
    for name in size.task_names:
        for maker, asked in awake_connectors(size):
            yield rule(f"{maker} makes {name}", {name: [("none", "running")]}, asked)
        for place in range(size.tasks):
            yield rule(f"{name} finishes into slot {place}", _through(size, "tail", place) | _finished(name, place))
            for told, asked in awake_connectors(size):
                taken = _through(size, "head", place) | _told(name, place)
                yield rule(f"{told} is told of {name} from slot {place}", taken, asked)
        yield rule(f"{name} is recycled", {name: [("reported", "none")]}, APP_IN_FRONT)


def _finished(name: str, place: int) -> dict[str, list[tuple[str, str]]]:
    return {name: [("running", "done")], f"slot_{place}": [("empty", name)]}


def _told(name: str, place: int) -> dict[str, list[tuple[str, str]]]:
    return {name: [("done", "reported")], f"slot_{place}": [(name, "empty")]}


def _through(size: Size, end: str, place: int) -> dict[str, list[tuple[str, str]]]:
    """One end of the ring goes on from a slot."""
    return {end: [(str(place), str((place + 1) % size.tasks))]}
