"""The patterns read off one size of a design cover it at other sizes, and a wrong reading is refused."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from random import Random

import pytest

from model.design import Design
from model.network import Rule
from properties.any_number.covering import MODEL, Numbers, Sized, crowd_of, evenly, sized, uncovered
from properties.any_number.crowd import Crowd, Member, Pairs, Pattern
from properties.any_number.reading import NotCoveredError, Reading, Role
from properties.any_number.splitting import scale_of
from tests.designs import RECIPE, SHARE, SHEET, composed, composed_from_gallery

DESIGNS = (
    "recipe",
    "recipe-refusal-handled",
    "identifier-per-run",
    "two-extensions-one-session",
    "own-uploads-on-shared-identifier-after",
    "force-quit-restarted",
)


SIZES = (1, 2, 3, 5)


def design_of(stem: str) -> Design:
    return composed_from_gallery(stem).design


@cache
def size_of(stem: str, numbers: Numbers) -> Sized:
    return sized(design_of(stem), numbers)


@cache
def crowd_from(stem: str) -> Crowd:
    model = size_of(stem, evenly(design_of(stem), MODEL))
    return crowd_of(model, [each.id for each in model.properties])


@pytest.mark.parametrize("stem", DESIGNS)
def test_the_crowd_of_four_covers_other_numbers_of_each(stem: str) -> None:
    design = design_of(stem)

    faults = {size: uncovered(crowd_from(stem), size_of(stem, evenly(design, size))) for size in SIZES}

    assert faults == dict.fromkeys(SIZES, ())


def test_the_crowd_covers_uneven_numbers() -> None:
    stem = "two-extensions-one-session"

    assert uncovered(crowd_from(stem), size_of(stem, (1, 3, 1))) == ()


def test_a_crowd_has_far_fewer_patterns_than_its_networks_have_rules() -> None:
    five = size_of("recipe", (5, 5))

    assert len(crowd_from("recipe").patterns) < 110 < 250 < len(five.system.network.rules)


def test_a_design_without_extension_or_transfer_is_not_covered() -> None:
    lonely = composed(SHARE, '[app]\nlaunch = ["connect"]\n').design

    with pytest.raises(NotCoveredError, match="nothing in this design comes in any number"):
        sized(lonely, evenly(lonely, 2))


def test_the_crowd_of_one_design_does_not_cover_another() -> None:
    other = size_of("recipe-refusal-handled", (2, 2))

    assert uncovered(crowd_from("recipe"), other)


def changed_role(size: Sized, machine: str, change: Callable[[Role], Role]) -> Sized:
    """The same size, one of its machines read otherwise."""
    roles = size.scale.roles
    read = {**roles.by_machine, machine: change(roles.by_machine[machine])}
    return replace(size, scale=scale_of(size.system.network, replace(roles, by_machine=read)))


def swapped(one: str, other: str) -> Callable[[Role], Role]:
    """Two states read as each other."""
    turn = {one: other, other: one}

    def change(role: Role) -> Role:
        common = role.common and swap(role.common)
        return Role(common, {member: swap(each) for member, each in role.own.items()})

    def swap(reading: Reading) -> Reading:
        return Reading(reading.name, {state: turn.get(read, read) for state, read in reading.states.items()})

    return change


@pytest.mark.parametrize(
    ("machine", "states"),
    [
        ("transfer of share-extension 2", ("running", "finished")),
        ("record of transfer of share-extension 3", ("listed", "recorded")),
        ("wake for share", ("open", "told")),
        ("share-extension", ("suspended", "dismissed")),
        ("app: session share", ("connected", "invalidating")),
    ],
)
def test_a_machine_read_wrongly_is_refused(machine: str, states: tuple[str, str]) -> None:
    wrong = changed_role(size_of("recipe", (3, 3)), machine, swapped(*states))

    assert uncovered(crowd_from("recipe"), wrong)


def test_a_member_taken_for_another_is_refused() -> None:
    size = size_of("recipe", (3, 3))
    one, two = "transfer of share-extension 1", "transfer of share-extension 2"
    roles = size.scale.roles.by_machine
    read = {**roles, one: roles[two], two: roles[one]}
    wrong = replace(size, scale=scale_of(size.system.network, replace(size.scale.roles, by_machine=read)))

    assert uncovered(crowd_from("recipe"), wrong)


def test_a_rule_that_the_patterns_do_not_know_is_refused() -> None:
    size = size_of("recipe", (3, 3))
    strange = Rule("a transfer is lost", "chance", {"transfer of share-extension 3": (("running", "vanished"),)})
    network = replace(size.system.network, rules=(*size.system.network.rules, strange))

    wrong = replace(size, system=replace(size.system, network=network))

    assert uncovered(crowd_from("recipe"), wrong) == ("rule a transfer is lost",)


def test_no_pattern_can_be_left_out() -> None:
    crowd, size = crowd_from("recipe"), size_of("recipe", (MODEL, MODEL))

    for place in range(0, len(crowd.patterns), 10):
        fewer = replace(crowd, patterns=crowd.patterns[:place] + crowd.patterns[place + 1 :])
        assert uncovered(fewer, size), crowd.patterns[place].name


def test_two_machines_read_as_one_are_refused() -> None:
    size = size_of("recipe", (2, 2))
    roles = size.scale.roles.by_machine
    read = {**roles, "app: session share": roles["share-extension: session share"]}

    with pytest.raises(NotCoveredError, match="two machines would be read as"):
        scale_of(size.system.network, replace(size.scale.roles, by_machine=read))


World = dict[str, str]


def read_world(size: Sized, world: World, member: Member | None) -> World:
    """A world as the common machines (None) or a member's tell it, read naively."""
    told = {}
    for machine, role in size.scale.roles.by_machine.items():
        reading = role.common if member is None else role.own.get(member)
        if reading is not None:
            told[reading.name] = reading.states[world[machine]]
    return told


def moved(one: World, other: World, moves: Mapping[str, Pairs]) -> bool:
    """Whether machines went from one reading to another as these moves say; the others stay."""
    return all((one[name], other[name]) in moves.get(name, {(one[name], one[name])}) for name in one)


def explains(size: Sized, pattern: Pattern, step: tuple[World, World]) -> bool:
    """Whether a step of a network follows a pattern, with any member acting, read naively."""
    members = size.scale.roles.members
    seen = {each: (read_world(size, step[0], each), read_world(size, step[1], each)) for each in (None, *members)}
    if not moved(*seen[None], pattern.common):
        return False
    ways = [(each, way) for each in members for way in pattern.others if way.kind == each.kind]
    along = {each for each, way in ways if moved(*seen[each], way.moves)}
    if pattern.acting is None:
        return len(along) == len(members)
    way = pattern.acting
    return any(
        each.kind == way.kind and moved(*seen[each], way.moves) and along | {each} == set(members) for each in members
    )


def steps_at_random(size: Sized, count: int) -> list[tuple[World, World]]:
    """Steps of a random run, begun anew from time to time."""
    dice = Random(20)
    start = {each.name: each.initial for each in size.system.network.machines}
    found: list[tuple[World, World]] = []
    world = start
    while len(found) < count:
        ways = [after for rule in size.system.network.rules if (after := taken(rule, world, dice))]
        if not ways or len(found) % 50 == 49:
            world = start
            ways = [after for rule in size.system.network.rules if (after := taken(rule, world, dice))]
        after = dice.choice(ways)
        found.append((world, after))
        world = after
    return found


def taken(rule: Rule, world: World, dice: Random) -> World | None:
    """Where a rule leads from a world by a random choice, if it is enabled."""
    ends = {name: [end for start, end in pairs if start == world[name]] for name, pairs in rule.moves.items()}
    if not all(ends.values()) or any(world[name] not in states for name, states in rule.when.items()):
        return None
    return {**world, **{name: dice.choice(each) for name, each in ends.items()}}


@pytest.mark.parametrize("stem", ["recipe", "identifier-per-run"])
def test_every_step_of_random_runs_of_four_follows_a_pattern_read_naively(stem: str) -> None:
    size, patterns = size_of(stem, evenly(design_of(stem), 4)), crowd_from(stem).patterns

    strays = [step for step in steps_at_random(size, 100) if not any(explains(size, each, step) for each in patterns)]

    assert strays == []


def test_the_budget_of_an_app_with_several_sessions_is_covered() -> None:
    starts = [(do, name) for name in ("one", "two") for do in ("connect", "start-download")]
    code = ", ".join(f'{{ do = "{do}", session = "{name}" }}' for do, name in starts)
    sessions = "".join(f'[[session]]\nname = "{name}"\n' for name in ("one", "two"))
    design = composed(sessions, f"[app]\nforeground = [{code}]\n").design

    crowd = crowd_of(sized(design, evenly(design, MODEL)), ["one-object-per-identifier"])

    assert [uncovered(crowd, sized(design, (size,))) for size in (1, 2, 3)] == [(), (), ()]


def test_a_small_design_has_a_crowd_too() -> None:
    small = composed(SHARE, RECIPE, SHEET).design

    crowd = crowd_of(sized(small, evenly(small, MODEL)), ["single-connector"])

    assert (list(crowd.own), list(crowd.forbidden)) == (["sheet"], ["single-connector"])
