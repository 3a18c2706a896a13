"""Makes the crowd of a design from one size, and checks that it covers the design at other sizes, rule by rule."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from model.design import Design
from model.network import Machine, Rule
from model.system import System, compose
from properties.any_number.claims import forbidden, unsafe_kinds
from properties.any_number.crowd import Crowd, Member, Pattern
from properties.any_number.patterns import Measure, measure_of, pattern_of, reduced
from properties.any_number.reading import NotCoveredError
from properties.any_number.roles import roles_of
from properties.any_number.splitting import Scale, scale_of
from properties.catalogue import catalogue
from properties.kinds import Property

MODEL = 4
"""The number of each that a crowd is read off: one member acts, and the others still differ in up to three ways."""

Numbers: TypeAlias = tuple[int, ...]
"""How many transfers the app makes, if it makes any, and how many runs each extension has."""


@dataclass(frozen=True, slots=True)
class Sized:
    """A design with so many runs of each extension and transfers of the app, and what its properties claim."""

    system: System
    scale: Scale
    properties: tuple[Property, ...]

    def forbidden(self, declared: Property) -> Iterable[Rule]:
        """The steps that break a property at this size."""
        return forbidden(declared.claims, self.system.network)


def sized(design: Design, numbers: Numbers) -> Sized:
    """A design with so many members of each kind.

    Raises:
        NotCoveredError: it is outside what can be said for any number.
    """
    system = compose(at_numbers(design, numbers))
    return Sized(system, scale_of(system.network, roles_of(system)), catalogue(system))


def at_numbers(design: Design, numbers: Numbers) -> Design:
    """The design with other numbers."""
    extensions = tuple(replace(each, runs=runs) for each, runs in zip(design.extensions, numbers[1:], strict=True))
    return replace(design, extensions=extensions, app=replace(design.app, transfers=numbers[0]))


def numbers_of(design: Design) -> Numbers:
    """The numbers that a design names."""
    return (design.app.transfers, *(each.runs for each in design.extensions))


def evenly(design: Design, size: int) -> Numbers:
    """The same number of each."""
    return (size,) * len(numbers_of(design))


def crowd_of(model: Sized, wanted: Iterable[str]) -> Crowd:
    """The crowd behind one size of a design; what breaks the wanted properties, if steps do, is forbidden in it.

    Raises:
        NotCoveredError: members of one kind differ in their machines.
    """
    bare = Crowd(tuple(model.scale.common.values()), _own(model.scale), (), {})
    measure = measure_of(bare)
    safe = [each for each in model.properties if each.id in set(wanted) and not unsafe_kinds(each)]
    broken = {each.id: _patterns(model, model.forbidden(each), measure) for each in safe}
    return replace(bare, patterns=_patterns(model, model.system.network.rules, measure), forbidden=broken)


def _patterns(model: Sized, rules: Iterable[Rule], measure: Measure) -> tuple[Pattern, ...]:
    """The patterns behind rules."""
    return reduced((pattern_of(model.scale.split(rule)) for rule in rules), measure)


def _own(scale: Scale) -> dict[str, tuple[Machine, ...]]:
    """The machines that every member of a kind has."""
    own: dict[str, tuple[Machine, ...]] = {}
    for member, machines in scale.own.items():
        mine = tuple(machines.values())
        if _alike(own.setdefault(member.kind, mine)) != _alike(mine):
            raise NotCoveredError(f"the members of {member.kind} differ in their machines")
    return own


def _alike(machines: Iterable[Machine]) -> dict[str, tuple[frozenset[str], str]]:
    """Machines by name, the order of their states left out."""
    return {each.name: (frozenset(each.states), each.initial) for each in machines}


def uncovered(crowd: Crowd, other: Sized) -> tuple[str, ...]:
    """What a design of another size has that the crowd does not cover; nothing, if it covers all.

    Every machine must be read as one of the crowd's, with its states and the same start; every rule, and every step
    that breaks a property, must follow a pattern. This is said of all worlds, reachable or not.
    """
    faults = [*_foreign(None, crowd.common, other.scale.common)]
    for member, machines in other.scale.own.items():
        faults += _foreign(member, crowd.own.get(member.kind, ()), machines)
    if faults:
        return tuple(faults)
    measure = measure_of(crowd)
    return (
        *(f"property {each.id}" for each in other.properties if each.id in crowd.forbidden and unsafe_kinds(each)),
        *_strays(other, other.system.network.rules, (crowd.patterns, measure)),
        *(
            stray
            for each in other.properties
            if each.id in crowd.forbidden
            for stray in _strays(other, other.forbidden(each), (crowd.forbidden[each.id], measure))
        ),
    )


def _foreign(member: Member | None, known: Iterable[Machine], found: Mapping[str, Machine]) -> Iterable[str]:
    """Machines of another size that are not the crowd's."""
    machines = {each.name: each for each in known}
    whose = "" if member is None else f" of {member.kind} {member.number}"
    for name in (*found, *(each for each in machines if each not in found)):
        one, other = machines.get(name), found.get(name)
        if one is None or other is None or one.initial != other.initial or not set(other.states) <= set(one.states):
            yield f"machine {name}{whose}"


def _strays(other: Sized, rules: Iterable[Rule], known: tuple[tuple[Pattern, ...], Measure]) -> Iterable[str]:
    """The rules that follow none of the patterns."""
    patterns, measure = known
    for rule in rules:
        split = other.scale.split(rule)
        if not any(measure.follows(split, pattern) for pattern in patterns):
            yield f"rule {rule.name}"
