"""Says of each verdict how far it reaches: for the bound it was judged at, or for any number of runs and transfers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal, TypeAlias

from model.design import Design, DesignError
from model.system import System, compose
from properties.any_number.carrying import Crossing
from properties.any_number.claims import unsafe_kinds
from properties.any_number.covering import MODEL, Sized, at_numbers, crowd_of, evenly, numbers_of, sized, uncovered
from properties.any_number.crowd import Crowd
from properties.any_number.reading import NotCoveredError
from properties.catalogue import catalogue
from properties.judge import Verdict
from properties.kinds import Static

if TYPE_CHECKING:
    from properties.any_number.reach import Reach

Reaching: TypeAlias = Literal["any number", "this number and more", "this bound only"]

LIVENESS = "it is not a claim about single steps, and only those are proved for any number"
COARSE = "more of them may violate it: its abstract run is one of a larger number, or the abstraction is too coarse"
NO_CLAIM = "it claims nothing at this bound, and might at another"
FURTHER = 2
"""At how many larger numbers a run is taken again before it is said to be one at every larger number."""


@dataclass(frozen=True, slots=True)
class Scope:
    """How far a verdict reaches, and why no further; `run` is the abstract run that stands in the way of a proof."""

    verdict: Verdict
    reaching: Reaching
    why: str
    run: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The scope of every verdict, and the certificate of those that hold for any number (empty if none does).

    `solver` checked it. `assumed` is what no check showed.
    """

    scopes: tuple[Scope, ...]
    certificate: str = ""
    solver: str = ""
    assumed: str = ""


def any_number(
    system: System, verdicts: Iterable[Verdict], solver: str = "z3", seconds: float = float("inf")
) -> Answer:
    """How far each of these verdicts on a composed design reaches.

    "any number": of runs of each extension, and of transfers of the app if it makes any; at least one of each.
    `solver` (z3 or cvc5) checks the certificate; the search for the invariant is given up after so many seconds.
    """
    judged = tuple(verdicts)
    wanted = tuple(each for each in judged if _may_be_proved(each))
    proof = _prove(system.design, wanted, _Means(solver, seconds)) if wanted else _Proof()
    return Answer(
        tuple(_scope(system, each, proof) for each in judged),
        proof.certificate,
        solver if proof.certificate else "",
        proof.assumed,
    )


@dataclass(frozen=True, slots=True)
class _Means:
    """What a proof may use."""

    solver: str
    seconds: float


@dataclass(frozen=True, slots=True)
class _Proof:
    """What was proved, or what stood in its way: for all, or for single properties by abstract runs."""

    proved: frozenset[str] = frozenset()
    certificate: str = ""
    assumed: str = ""
    failed: str = ""
    runs: tuple[tuple[str, tuple[str, ...]], ...] = ()


def _may_be_proved(verdict: Verdict) -> bool:
    """Whether a verdict says that steps never happen, and any step is spoken of."""
    static = all(isinstance(claim, Static) for claim in verdict.property.claims)
    return verdict.verdict in ("holds", "vacuous") and not static and not unsafe_kinds(verdict.property)


def _scope(system: System, verdict: Verdict, proof: _Proof) -> Scope:
    """How far one verdict reaches."""
    if verdict.verdict in ("violated", "witnessed"):
        return _carried(system, verdict)
    if verdict.verdict not in ("holds", "vacuous"):
        return Scope(verdict, "this bound only", f"{verdict.verdict} within the bound")
    if verdict.property.claims and all(isinstance(claim, Static) for claim in verdict.property.claims):
        return Scope(verdict, "any number", "it is read off the design, which is the same for any number")
    if verdict.property.id in proof.proved:
        still = "by" if verdict.verdict == "holds" else "vacuous at this bound, and never violated, by"
        return Scope(verdict, "any number", f"{still} an invariant of every member, in the certificate")
    if not _may_be_proved(verdict):
        return Scope(verdict, "this bound only", LIVENESS if verdict.property.claims else NO_CLAIM)
    run = dict(proof.runs).get(verdict.property.id, ())
    return Scope(verdict, "this bound only", proof.failed or COARSE, run)


def _carried(system: System, verdict: Verdict) -> Scope:
    """A run that breaks or witnesses a claim, taken to the next larger numbers."""
    if verdict.run is None or verdict.run.cycle_from is not None or _is_beyond_last_step(verdict):
        return Scope(verdict, "this bound only", LIVENESS)
    numbers = numbers_of(system.design)
    for further in range(1, FURTHER + 1):
        try:
            large = compose(at_numbers(system.design, tuple(each + further for each in numbers)))
        except DesignError as error:
            return Scope(verdict, "this bound only", f"larger numbers cannot be composed: {error}")
        claims = next(each.claims for each in catalogue(large) if each.id == verdict.property.id)
        if not Crossing(system, large).carries(verdict.run, claims):
            return Scope(verdict, "this bound only", f"its run is none with {further} more of each")
    why = f"its run is one with up to {FURTHER} more of each, who do nothing in it; beyond that it is assumed"
    return Scope(verdict, "this number and more", why)


def _is_beyond_last_step(verdict: Verdict) -> bool:
    """Whether the run of a verdict belongs to a claim that its last step does not decide."""
    claims = verdict.property.claims
    if verdict.claim_index is None:
        return True
    claim = claims[verdict.claim_index]
    return bool(unsafe_kinds(replace(verdict.property, claims=(claim,)))) and verdict.verdict != "witnessed"


def _prove(design: Design, wanted: tuple[Verdict, ...], means: _Means) -> _Proof:
    """Prove what can be proved of a design, and have the certificate checked."""
    missing = [each for each in ("oxidd", means.solver) if find_spec(each) is None]
    if missing:
        return _Proof(failed=f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} not installed")
    try:
        model = sized(design, evenly(design, MODEL))
        crowd = crowd_of(model, [each.property.id for each in wanted])
        faults = [fault for numbers in _checked(design) for fault in uncovered(crowd, sized(design, numbers))]
    except (NotCoveredError, DesignError) as error:
        return _Proof(failed=f"outside what is proved: {error}")
    if faults:
        return _Proof(failed=f"other numbers do not follow the patterns of {MODEL}: {faults[0]}")
    return _proved(design, crowd, means)


def _checked(design: Design) -> Iterator[tuple[int, ...]]:
    """The numbers at which every rule is held against the crowd: even ones, and uneven ones if there are kinds."""
    for size in range(1, MODEL + 2):
        yield evenly(design, size)
    uneven = tuple(1 + place % 3 for place in range(len(numbers_of(design))))
    yield from dict.fromkeys((uneven, uneven[::-1]))


def _proved(design: Design, crowd: Crowd, means: _Means) -> _Proof:
    """Explore the crowd, keep what is impossible in it, write the certificate and have it checked."""
    from oxidd.util import DDMemoryError

    from properties.any_number.book import open_book
    from properties.any_number.certificate import ASSUMES, write_certificate
    from properties.any_number.check_certificate import RefusedError, check
    from properties.any_number.reach import TooLongError, reach

    try:
        found = reach(crowd, open_book(crowd), means.seconds)
    except DDMemoryError:
        return _Proof(failed="too large: the diagrams need more nodes than there may be")
    except TooLongError:
        return _Proof(failed=f"the invariant was not found in {means.seconds:g} seconds")
    runs = tuple(_runs(found))
    kept = {name: some for name, some in crowd.forbidden.items() if name not in dict(runs)}
    if not kept:
        return _Proof(runs=runs)
    sizes = [sized(design, evenly(design, size)) for size in (1, 2, 3)]
    certificate = write_certificate(replace(crowd, forbidden=kept), (found.book, found.views), sizes)
    try:
        proved = check(certificate, map(_exported, sizes), means.solver)
    except RefusedError as error:
        return _Proof(failed=f"the certificate was refused: {error}")
    return _Proof(frozenset(proved), certificate, ASSUMES, runs=runs)


def _exported(size: Sized) -> str:
    """A composed network with its claims, as it is exported."""
    import json

    from model.network_json import network_to_json
    from properties.declared import properties_to_json

    return json.dumps(network_to_json(size.system.network) | {"properties": properties_to_json(size.properties)})


def _runs(found: "Reach") -> Iterator[tuple[str, tuple[str, ...]]]:
    """For each property that the crowd may break, an abstract run to it."""
    from properties.any_number.trace import abstract_run

    for identifier, patterns in found.crowd.forbidden.items():
        broken = next((each for each in patterns if found.breaks(each) is not None), None)
        if broken is not None:
            yield identifier, abstract_run(found, broken)
