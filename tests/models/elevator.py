"""Two people, two elevator cars, two floors; tlaplus/Examples, MultiCarElevator, ElevatorSafetySmall.

With two floors a call is a floor: up from the lower, down from the upper. A person's state is where, to which floor,
and whether waiting; a car's is floor, direction, doors, and the buttons pressed.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import product

from model.network import Network, Pair, Rule
from tests.models.building import YES_NO, machine, rule, starting_anywhere

FLOORS = ("1", "2")
CARS = ("e1", "e2")
PEOPLE = ("p1", "p2")
OTHER = {"1": "2", "2": "1", "e1": "e2", "e2": "e1", "p1": "p2", "p2": "p1"}
WAY = {"1": "up", "2": "down"}
"""The direction of a call on a floor."""
ENDS = (("2", "up"), ("1", "down"), ("1", "still"))
"""Where a car cannot go on; one that stands still counts as going down, as the published model has it."""
WAYS = ("still", "up", "down")
DOORS = ("shut", "open")
PRESS = {
    "1": [("", "1"), ("1", "1"), ("2", "12"), ("12", "12")],
    "2": [("", "2"), ("2", "2"), ("1", "12"), ("12", "12")],
}

Car = tuple[str, str, str, str]
CAR_STATES: list[Car] = list(product(FLOORS, WAYS, DOORS, ("", "1", "2", "12")))
PERSON_STATES = list(product((*FLOORS, *CARS), FLOORS, ("idle", "waiting")))


def elevator() -> Network:
    machines = [
        *(machine(person, map(" ".join, PERSON_STATES), "1 1 idle") for person in PEOPLE),
        *(machine(f"call {floor}", YES_NO) for floor in FLOORS),
        *(machine(car, map("/".join, CAR_STATES), "1/still/shut/") for car in CARS),
    ]
    of_people = [each for person in PEOPLE for each in _person(person)]
    of_cars = [each for car in CARS for each in (*_open(car), *_enter(car), *_exit(car), *_close(car), *_move(car))]
    dispatch = [each for floor in FLOORS for each in _dispatch(floor)]
    starts = [
        {"p1": f"{a} {to_a} idle", "p2": f"{b} {to_b} idle", "e1": f"{x}/still/shut/", "e2": f"{y}/still/shut/"}
        for a, to_a, b, to_b, x, y in product(FLOORS, repeat=6)
    ]
    return starting_anywhere(machines, [*of_people, *of_cars, *dispatch], starts)


def _cars(floor: str, ways: tuple[str, ...] = WAYS, doors: tuple[str, ...] = DOORS) -> list[Car]:
    """The states of a car on a floor."""
    return [state for state in CAR_STATES if state[0] == floor and state[1] in ways and state[2] in doors]


def _names(cars: Iterable[Car]) -> list[str]:
    return ["/".join(car) for car in cars]


def _others(cars: Iterable[Car]) -> list[str]:
    excluded = list(cars)
    return _names(car for car in CAR_STATES if car not in excluded)


def _changes(cars: Iterable[Car], becomes: Callable[[Car], Car]) -> list[Pair]:
    return [("/".join(car), "/".join(becomes(car))) for car in cars]


def _person_except(*states: str) -> list[str]:
    return [name for name in map(" ".join, PERSON_STATES) if name not in states]


def _person(person: str) -> Iterator[Rule]:
    pick = [(f"{at} {to} idle", f"{at} {OTHER[at]} idle") for at, to in product(FLOORS, FLOORS)]
    yield rule(f"{person} picks a destination", {person: pick})
    for floor in FLOORS:
        wait = {person: [(f"{floor} {OTHER[floor]} idle", f"{floor} {OTHER[floor]} waiting")]}
        ready = _cars(floor, (WAY[floor],), ("open",))
        nobody = {"e1": _others(ready), "e2": _others(ready)}
        yield rule(f"{person} on {floor} finds e1", wait, {"e1": _names(ready)})
        yield rule(f"{person} on {floor} finds e2", wait, {"e1": _others(ready), "e2": _names(ready)})
        yield rule(f"{person} on {floor} calls", {**wait, f"call {floor}": [("no", "yes"), ("yes", "yes")]}, nobody)


def _opened(car: Car) -> Car:
    return (car[0], car[1], "open", car[3].replace(car[0], ""))


def _open(car: str) -> Iterator[Rule]:
    """Counted once for the call and once for the button, as the published count has it."""
    for floor in FLOORS:
        shut = _cars(floor, doors=("shut",))
        calling = [state for state in shut if state[1] == WAY[floor]]
        pressed = [state for state in shut if floor in state[3]]
        by_call = {car: _changes(calling, _opened), f"call {floor}": [("yes", "no")]}
        both = [state for state in pressed if state in calling]
        by_button = {car: _changes(both, _opened), f"call {floor}": [("yes", "no"), ("no", "no")]}
        elsewhere = [state for state in pressed if state not in calling]
        yield rule(f"{car} opens for a call on {floor}", by_call)
        yield rule(f"{car} opens for its button {floor}", by_button)
        yield rule(f"{car} opens for its button {floor}, going elsewhere", {car: _changes(elsewhere, _opened)})


def _enter(car: str) -> Iterator[Rule]:
    for floor in FLOORS:
        to = OTHER[floor]
        press = [(f"{floor}/{WAY[floor]}/open/{old}", f"{floor}/{WAY[floor]}/open/{new}") for old, new in PRESS[to]]
        step_in = (f"{floor} {to} waiting", f"{car} {to} waiting")
        yield from _together(f"enters {car} on {floor}", {car: press}, {}, step_in)


def _exit(car: str) -> Iterator[Rule]:
    for floor in FLOORS:
        there = {car: _names(_cars(floor, doors=("open",)))}
        step_out = (f"{car} {floor} waiting", f"{floor} {floor} idle")
        yield from _together(f"exits {car} on {floor}", {}, there, step_out)


def _together(what: str, moves: dict[str, list[Pair]], when: dict[str, list[str]], change: Pair) -> Iterator[Rule]:
    """All people who can make the change make it together, and at least one can."""
    rest = _person_except(change[0])
    for person in PEOPLE:
        yield rule(f"{person} {what}", {**moves, person: [change]}, {**when, OTHER[person]: rest})
    yield rule(f"everybody {what}", {**moves, **{person: [change] for person in PEOPLE}}, when)


def _close(car: str) -> Iterator[Rule]:
    for floor, way in product(FLOORS, WAYS):
        shut = _changes(_cars(floor, (way,), ("open",)), lambda state: (*state[:2], "shut", state[3]))
        entering = [f"{floor} {OTHER[floor]} waiting"] if way == WAY[floor] else []
        nobody = _person_except(f"{car} {floor} waiting", *entering)
        yield rule(f"{car} closes on {floor} {way}", {car: shut}, dict.fromkeys(PEOPLE, nobody))


def _move(car: str) -> Iterator[Rule]:
    for floor in FLOORS:
        unpressed = [state for state in _cars(floor, doors=("shut",)) if floor not in state[3]]
        leaving = [state for state in unpressed if state[1] == WAY[floor]]
        go = _changes(leaving, lambda state: (OTHER[state[0]], *state[1:]))
        beside = _names(_cars(floor, (WAY[floor],)))
        yield rule(f"{car} leaves {floor}", {car: go}, {f"call {floor}": ["no"]})
        yield rule(f"{car} leaves {floor} to the other", {car: go}, {f"call {floor}": ["yes"], OTHER[car]: beside})
        at_the_end = [state for state in unpressed if state[:2] in ENDS]
        stop = _changes(at_the_end, lambda state: (state[0], "still", *state[2:]))
        yield rule(f"{car} stops on {floor}", {car: stop})


def _dispatch(floor: str) -> Iterator[Rule]:
    """The nearest car that stands still, or stands there on its way, is sent; the first of equally near ones."""
    near, far = _cars(floor, ("still", WAY[floor])), _cars(OTHER[floor], ("still",))

    def sent(state: Car) -> Car:
        return (floor, WAY[floor], *state[2:])

    called = {f"call {floor}": ["yes"]}
    yield rule(f"send e1, near, to {floor}", {"e1": _changes(near, sent)}, called)
    yield rule(f"send e1, far, to {floor}", {"e1": _changes(far, sent)}, {**called, "e2": _others(near)})
    yield rule(f"send e2, near, to {floor}", {"e2": _changes(near, sent)}, {**called, "e1": _others(near)})
    yield rule(f"send e2, far, to {floor}", {"e2": _changes(far, sent)}, {**called, "e1": _others(near + far)})
