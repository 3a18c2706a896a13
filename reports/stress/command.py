"""`outlive stress`: drives an implementation beside the model of a design, and reports agreement and coverage."""

from dataclasses import dataclass
from math import inf
from pathlib import Path
from time import monotonic

from properties.kinds import Property
from reports.errors import ReportError, printable
from reports.inputs import Case, choose, load_cases
from reports.judging import BROKEN, KEPT, UNDECIDED
from reports.outputs import keep_input
from reports.pictures.whole import NotWhole, whole_exploration
from reports.stress.adapter import Factory
from reports.stress.finding import factory_for
from reports.stress.graph import Graph
from reports.stress.keeping import document
from reports.stress.running import Ended, cover, explore_at_random
from reports.stress.stressing import Stress
from reports.stress.telling import Told, tell
from reports.stress.trial import Disagreement, Subject, Trial, invariants_of
from reports.writing import say, write_whole


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for."""

    file: str
    adapter: str
    profile: str | None = None
    covering: bool = False
    examples: int = 200
    seconds: float | None = None
    min_coverage: float = 0.0
    seed: int = 0
    replay_test: str | None = None
    ids: tuple[str, ...] = ()


def stress(asked: Asked) -> int:
    """Drive the implementation, tell what came of it, and give the exit status.

    Raises:
        ReportError: no such file, adapter or property, or the adapter does not keep to the protocol.
        DesignError: the file is not a design.
        NetworkError: it is not a network.
    """
    keep_input(asked.file, "--replay-test", asked.replay_test)
    case = load_cases(asked.file, asked.profile)[0]
    invariants = _invariants(case, asked.ids)
    factory = factory_for(case, asked.adapter)
    try:
        graph = Graph(case, whole_exploration(case))
    except NotWhole as error:
        say(f"outlive: {error}")
        return UNDECIDED
    try:
        return _driven(asked, Subject(graph, factory, invariants, asked.ids))
    finally:
        _close(factory)


def _driven(asked: Asked, subject: Subject) -> int:
    until = inf if asked.seconds is None else monotonic() + asked.seconds
    test = Stress(subject, until)
    ended = cover(test) if asked.covering else explore_at_random(test, asked.examples, asked.seed)
    tell(Told(test, ended, asked.adapter, asked.min_coverage))
    if asked.replay_test is not None:
        _keep(asked, ended)
    return status(test, ended, asked)


def status(test: Stress, ended: Ended, asked: Asked) -> int:
    """0: agreed, and covered as far as asked; 1: a disagreement, or less covered; 3: cut short before that."""
    if ended.found is not None:
        return BROKEN
    enough = test.reached.steps.percent >= asked.min_coverage
    unfinished = asked.covering and not asked.min_coverage and ended.stopped_by
    if ended.stopped_by == "interrupt" or unfinished or (asked.covering and ended.stopped_by and not enough):
        return UNDECIDED
    return KEPT if enough else BROKEN


def _keep(asked: Asked, ended: Ended) -> None:
    assert asked.replay_test is not None
    if ended.found is None:
        say(f"outlive: nothing disagrees: {printable(asked.replay_test)} is not written")
        return
    place = Path(asked.replay_test)
    write_whole(place, document(ended.found, asked.adapter, place))
    say(f"wrote {printable(asked.replay_test)}")


def _invariants(case: Case, ids: tuple[str, ...]) -> tuple[Property, ...]:
    """All properties of worlds and steps; those asked for must be among them."""
    found = invariants_of(case.properties)
    for each in choose(case, ids).properties if ids else ():
        if each not in found:
            what = f"{printable(case.name)}: `{printable(each.id)}` is {each.kind}, not a property of worlds or steps"
            raise ReportError(f"{what}; name one that is never or never-step")
    return found


def _close(factory: Factory) -> None:
    close = getattr(factory, "close", None)
    if close is not None and not isinstance(factory, type):
        close()


__all__ = ["Asked", "Disagreement", "Trial", "status", "stress"]
