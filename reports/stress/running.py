"""Runs a test of an implementation: by a transition tour, or by guided random runs in rounds."""

from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

from reports.errors import ReportError
from reports.stress.shorten import happens, shortened
from reports.stress.stressing import Aims, Stress, TimeUp, Unusable
from reports.stress.tour import tour
from reports.stress.trial import Disagreement, Trial

if TYPE_CHECKING:
    import hypothesis

ROUND = 5
"""Random runs between two looks at what is still open."""
STEPS = 60
"""Steps of a random run, after those that lead to where it begins."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a test ended: on a disagreement, stopped by `seconds` or `interrupt`, or by itself."""

    found: Disagreement | None = None
    stopped_by: str = ""
    again: bool = True
    """Whether the disagreement happened again when its run was repeated."""


def cover(stress: Stress) -> Ended:
    """Take every step of the graph, run after run, until one disagrees; raises ReportError for an unusable adapter."""
    try:
        for run in tour(stress.subject.graph):
            _take(stress, run)
    except Disagreement as found:
        return _shortened(stress, found)
    except TimeUp:
        return Ended(stopped_by="seconds")
    except KeyboardInterrupt:
        return Ended(stopped_by="interrupt")
    return Ended()


def explore_at_random(stress: Stress, examples: int, seed: int) -> Ended:
    """Guided random runs, at most so many; each round begins where steps are still open.

    Raises:
        ReportError: the adapter cannot be used, or there is no hypothesis.
    """
    if find_spec("hypothesis") is None:
        mend = "install the extra: pipx install '.[stress]'; or take --cover, which needs none"
        raise ReportError(f"random runs need hypothesis, which is not there; {mend}")
    try:
        for round_, first in enumerate(range(0, examples, ROUND)):
            aims = Aims(stress.reached.open_worlds(), stress.reached.open_set())
            if not aims.steps:
                break
            _round(stress, aims, min(ROUND, examples - first), seed + round_)
    except Disagreement as found:
        return _shortened(stress, found)
    except TimeUp:
        return Ended(stopped_by="seconds")
    except KeyboardInterrupt:
        return Ended(stopped_by="interrupt")
    except Unusable as unusable:
        raise unusable.error from None
    return Ended()


def _round(stress: Stress, aims: Aims, examples: int, seed: int) -> None:
    """Some random runs; what hypothesis has to say is not for people."""
    from hypothesis import seed as seeded
    from hypothesis.errors import Flaky
    from hypothesis.stateful import run_state_machine_as_test

    from reports.stress.machine import machine_class

    machine = seeded(seed)(machine_class(stress, aims))
    try:
        run_state_machine_as_test(machine, settings=_settings(examples))
    except Flaky:
        assert stress.last is not None
        raise stress.last from None


def _settings(examples: int) -> "hypothesis.settings":
    from hypothesis import HealthCheck, Phase, Verbosity, settings

    return settings(
        max_examples=examples, stateful_step_count=STEPS, deadline=None, database=None, verbosity=Verbosity.quiet,
        phases=(Phase.generate, Phase.shrink), suppress_health_check=tuple(HealthCheck), report_multiple_bugs=False,
        print_blob=False,
    )


def _take(stress: Stress, run: list[int]) -> None:
    trial = Trial(stress.subject, stress.reached)
    try:
        for step in run:
            stress.check_time()
            trial.fire(step)
    finally:
        trial.close()


def _shortened(stress: Stress, found: Disagreement) -> Ended:
    """The disagreement by its shortest run, if it happens again at all."""
    if happens(stress.subject, found.run) is None:
        return Ended(found, again=False)
    return Ended(shortened(stress.subject, found))


__all__ = ["ROUND", "STEPS", "Ended", "cover", "explore_at_random"]
