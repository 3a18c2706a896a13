"""One run of an implementation beside the model: each step is fired, and what is observed compared."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from properties.kinds import Never, NeverStep, Property
from reports.errors import ReportError, printable
from reports.replay.breaking import Replayed, broken_claim
from reports.replay.driving import World
from reports.stress.adapter import Adapter, Factory, Failed, Outspoken, Refused
from reports.stress.graph import Graph
from reports.stress.reached import Reached

_Answer = TypeVar("_Answer")


class Disagreement(AssertionError):  # noqa: N818 - it is what is looked for
    """Where implementation and model part: the run, whose last step is the one, and what is different."""

    head = "implementation and model disagree"

    def __init__(self, graph: Graph, run: Sequence[int], what: Sequence[str]) -> None:
        """The steps from the initial world, and a line for each difference."""
        super().__init__(what[0])
        self.graph, self.run, self.what = graph, tuple(run), tuple(what)

    def __str__(self) -> str:
        """The whole run in words, for those who see nothing but this."""
        steps = [f"{place:>3}. {self.graph.rule(step).name}" for place, step in enumerate(self.run, start=1)]
        ends = [f"  -> {line}" for line in self.what]
        return "\n".join([f"{self.head}:", *map(printable, [*steps, *ends])])


class BothBreak(Disagreement):
    """They agree, and what was asked for does not hold."""

    head = "implementation and model agree, and break what must hold,"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is tested: the graph, how an implementation is made, and the properties that no run of it may break.

    `asked` names those of them that must hold even where the model itself breaks them.
    """

    graph: Graph
    factory: Factory
    invariants: tuple[Property, ...] = ()
    asked: tuple[str, ...] = ()


class Trial:
    """One life of an implementation; `place` is the world in which the model is, `run` the steps so far."""

    def __init__(self, subject: Subject, reached: Reached) -> None:
        """Start the implementation, and look at its initial state.

        Raises:
            Disagreement: it starts elsewhere.
        """
        self._subject, self._reached = subject, reached
        self.place = 0
        self.run: list[int] = []
        reached.runs += 1
        self._adapter: Adapter = self._told(subject.factory)
        self.look()

    def fire(self, step: int) -> None:
        """Take a step of the world it is in, and compare.

        Raises:
            Disagreement: it is refused, or leads elsewhere, or breaks what no run may.
            NotCovered: the adapter has nothing for it.
        """
        self.run.append(step)
        firing = self._subject.graph.firing(step)
        self._told(lambda: self._adapter.fire(firing))
        self.place = self._subject.graph.targets[step]
        self.look()
        self._reached.take(step)

    def look(self) -> None:
        """Compare what is observed with the model, as often as anybody likes: looking changes nothing.

        Raises:
            Disagreement: they differ, or a property is broken.
        """
        world = self._subject.graph.world(self.place)
        seen = self._told(self._adapter.observe)
        differences = [*_unknown(seen, world), *_differences(seen, world), *self._unexpected()]
        if differences:
            raise Disagreement(self._subject.graph, self.run, [*differences, *self._consequences(seen)])
        if asked := self._asked():
            raise BothBreak(self._subject.graph, self.run, asked)

    def _told(self, ask: Callable[[], _Answer]) -> _Answer:
        """What the implementation answers; what goes wrong in it is a disagreement, unless the adapter is to blame."""
        try:
            return ask()
        except Refused as refusal:
            what = f"the implementation refuses this step: {refusal}"
        except Failed as failure:
            what = f"the implementation {failure}"
        except ReportError:
            raise
        except Exception as error:
            what = f"the implementation raises {type(error).__name__}: {error}"
        raise Disagreement(self._subject.graph, self.run, [what])

    def close(self) -> None:
        """The run is over."""
        self._adapter.close()

    def _replayed(self, world: World) -> Replayed:
        """The last step alone, as it ends in this world: all that a claim about worlds and steps asks."""
        graph, last = self._subject.graph, self.run[-1:]
        before = tuple(graph.world(graph.sources[step]) for step in last)
        return Replayed(graph.case.network, graph.run(last), (*before, world))

    def _broken(self, world: World) -> list[Property]:
        """The invariants that the last step breaks if it ends in this world."""
        replayed = self._replayed(world)
        return [each for each in self._subject.invariants if broken_claim(each, replayed) is not None]

    def _consequences(self, seen: World) -> list[str]:
        """What the implementation breaks by being elsewhere than the model."""
        world = self._subject.graph.world(self.place)
        shown = {name: seen.get(name, state) for name, state in world.items()}
        kept = self._broken(world)
        return [f"this breaks {each.id}: {each.says}" for each in self._broken(shown) if each not in kept]

    def _asked(self) -> list[str]:
        """What must not be broken though the model itself breaks it, and is broken here."""
        if not self._subject.asked:
            return []
        broken = self._broken(self._subject.graph.world(self.place))
        return [f"this breaks {each.id}: {each.says}" for each in broken if each.id in self._subject.asked]

    def _unexpected(self) -> list[str]:
        if not isinstance(self._adapter, Outspoken):
            return []
        found = self._adapter.unexpected(self._subject.graph.enabled(self.place))
        says = "the implementation could also do this here, and the model has no step for it"
        return [f"{says}: {each}" for each in found]


def _unknown(seen: World, world: World) -> Iterable[str]:
    return (f"the implementation shows a machine that there is not: {name}" for name in seen if name not in world)


def _differences(seen: World, world: World) -> Iterable[str]:
    return (
        f"{name}: the implementation shows {seen[name]}, the model says {state}"
        for name, state in world.items()
        if seen.get(name, state) != state
    )


def invariants_of(properties: Iterable[Property]) -> tuple[Property, ...]:
    """The properties that speak of single worlds or single steps, with those of their claims."""
    return tuple(
        each
        for each in properties
        if each.claims and all(isinstance(claim, Never | NeverStep) for claim in each.claims)
    )


__all__ = ["Disagreement", "Subject", "Trial", "invariants_of"]
