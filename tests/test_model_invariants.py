"""Random designs: whatever the language can say is composed and explored, and no reachable world is absurd."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import pytest

from explorer import Bounds, Listed, list_worlds
from model.actions import ACTIONS, CALLBACKS, ActionWord, Callback, conditions_in, may_stand
from model.design import DesignError
from model.design_reader import read_design
from model.machines.transfer import reporting, reporting_batched
from model.rules import code as written
from model.rules import names
from model.rules.cast import Identifier, Process, Transfer
from model.system import System, compose
from properties.catalogue import catalogue
from properties.judge import judge_all

World = Mapping[str, str]
DESIGNS = 45
WORLDS = 2000
CONNECTED = ("connected", "invalidating")
SWITCHES = (
    *("strict-post", "force-quit", "vanish-on-force-quit", "crash", "wake-expiry", "lose-on-expiry"),
    *("activity-expiry", "authentication", "foreground-clears-wake", "lossy-invalidation"),
)
CHANCE = {"launch": 0.25, "foreground": 0.3, "did-become-invalid": 0.4, "run": 1.0}
STORES = '["store-handler", "connect"]'
USUAL = {"handle-events": STORES, "did-finish-events": '["finish-tasks-and-invalidate", "call-handler"]'}
RUN = '[{{ do = "connect", session = "{0}" }}, {{ do = "start-upload", session = "{0}" }}, "complete-request"]'


@dataclass(frozen=True, slots=True)
class Author:
    """Writes random designs that the reader takes, or nearly."""

    dice: random.Random
    sessions: tuple[str, ...]

    def text(self, extensions: int) -> str:
        lines = ['title = "random"', *(self.session(name, extensions) for name in self.sessions), "[app]"]
        lines += [*self.thread_settings(), f'handler-slot = "{self.dice.choice(("keyed", "single"))}"']
        lines += [f"transfers = {self.dice.choice((0, 1, 1, 2))}", *self.programs("app")]
        for number in range(extensions):
            lines += ["[[extension]]", f'name = "e{number}"', f"runs = {self.dice.choice((1, 1, 2))}"]
            lines += [*self.thread_settings(), *self.programs("extension")]
        return "\n".join([*lines, *self.environment()])

    def session(self, name: str, extensions: int) -> str:
        scope = self.dice.choice(("constant", "constant", "per-run")) if extensions else "constant"
        words = ("shared-container", "sends-launch-events", "delegate")
        keys = "".join(f"\n{word} = {self.often(0.85)}" for word in words)
        return f'[[session]]\nname = "{name}"\nidentifier-scope = "{scope}"{keys}'

    def often(self, chance: float) -> str:
        return str(self.dice.random() < chance).lower()

    def thread_settings(self) -> Iterator[str]:
        yield f'delegate-queue = "{self.dice.choice(("private", "main"))}"'
        yield f'session-reference = "{self.dice.choice(("dropped", "cached"))}"'

    def environment(self) -> Iterator[str]:
        yield "[environment]"
        yield f'profile = "{self.dice.choice(("device", "device", "simulator", "debugger"))}"'
        yield f'debugged = "{self.dice.choice(("app", "extensions", "both"))}"'
        yield f'refusal = "{self.dice.choice(("invalidates", "retries"))}"'
        yield from (f"{switch} = {self.often(0.25)}" for switch in SWITCHES)

    def programs(self, owner: str) -> Iterator[str]:
        for callback in CALLBACKS:
            if callback.owner == owner:
                yield f"{callback.key} = {self.program(callback)}"

    def program(self, callback: Callback) -> str:
        if callback.key == "run" and self.dice.random() < 0.6:
            return RUN.format(self.dice.choice(self.sessions))
        if callback.key in USUAL and self.dice.random() < 0.5:
            return USUAL[callback.key]
        if self.dice.random() > CHANCE.get(callback.key, 0.8):
            return "[]"
        return self.actions(callback, self.dice.choice((1, 1, 2, 2, 3)))

    def actions(self, callback: Callback, count: int, inner: bool = False) -> str:
        known = [each for each in ACTIONS if may_stand(each, callback)]
        return f"[{', '.join(self.action(self.dice.choice(known), callback, inner) for _ in range(count))}]"

    def action(self, word: ActionWord, callback: Callback, inner: bool) -> str:
        keys = [f'do = "{word.word}"']
        if self.dice.random() < 0.2:
            keys.append(f'when = "{self.dice.choice(list(conditions_in(callback)))}"')
        if callback.names_session and (word.session == "needs" or len(keys) > 1):
            keys.append(f'session = "{self.dice.choice(self.sessions)}"')
        for option in word.options:
            if self.dice.random() < 0.3 and not (inner and option == "then"):
                keys.append(f"{option} = {self.option(option, callback)}")
        return f"{{ {', '.join(keys)} }}"

    def option(self, option: str, callback: Callback) -> str:
        if option == "then":
            return self.actions(callback, self.dice.randint(0, 2), inner=True)
        return {"on": '"delegate-queue"', "body": '"file"'}.get(option, "true")


@dataclass(frozen=True, slots=True)
class Case:
    """One random design, explored as far as the bound allows."""

    seed: int
    system: System
    exploration: Listed

    @property
    def processes(self) -> tuple[Process, ...]:
        return self.system.scene.stage.cast.processes

    @property
    def app(self) -> Process:
        return self.system.scene.stage.cast.app

    @property
    def identifiers(self) -> tuple[Identifier, ...]:
        return self.system.scene.stage.cast.identifiers

    def users(self, identifier: Identifier) -> tuple[Process, ...]:
        return self.system.scene.stage.cast.users(identifier)

    def code_of(self, process: Process) -> list[written.Callback]:
        return [each for each in self.system.scene.code if each.scope.process == process]

    def in_line(self, callback: written.Callback, world: World) -> bool:
        return self.system.scene.lines.waits(callback) and world[callback.line] != "out"

    def under_way(self, callback: written.Callback, world: World) -> bool:
        return self.in_line(callback, world) or world[callback.thread] in callback.states

    def told(self, process: Process) -> Iterator[tuple[Transfer, tuple[str, str]]]:
        for transfer in self.system.scene.stage.cast.transfers:
            yield transfer, (reporting(process.name), reporting_batched(process.name))


def design_text(seed: int) -> str:
    dice = random.Random(seed)
    sessions = ("s", "t") if dice.random() < 0.25 else ("s",)
    return Author(dice, sessions).text(extensions=dice.choice((0, 1, 1, 1, 2)))


@cache
def cases() -> tuple[Case, ...]:
    return tuple(case for seed in range(DESIGNS) for case in case_of(seed))


def case_of(seed: int) -> Iterator[Case]:
    try:
        design = read_design(design_text(seed), f"random-{seed}.toml")
    except DesignError:
        return
    system = compose(design)
    yield Case(seed, system, list_worlds(system.network, Bounds(max_states=WORLDS)))


def two_connected(case: Case, world: World) -> Iterator[str]:
    for each in case.identifiers:
        connected = [user.name for user in case.users(each) if world[user.object(each)] in CONNECTED]
        if len(connected) > 1:
            yield f"{connected} are connected to {each.name}"


def stopped_but_connected(case: Case, world: World) -> Iterator[str]:
    for process in case.processes:
        for each in process.identifiers:
            if world[process.name] not in process.running and world[process.object(each)] in CONNECTED:
                yield f"{process.name} does not run and is connected to {each.name}"


def remains_of_the_dead(case: Case, world: World) -> Iterator[str]:
    for process in case.processes:
        if world[process.name] in ("not_running", "gone"):
            found = {process.object(each): "absent" for each in process.identifiers}
            found |= {process.reference(each): "none" for each in process.identifiers}
            found |= dict.fromkeys(case.system.scene.threads(process), "idle")
            yield from (f"{machine} of a dead process" for machine, state in found.items() if world[machine] != state)
            yield from (f"{each.line} of a dead process" for each in case.code_of(process) if case.in_line(each, world))


def handlers_of_the_dead(case: Case, world: World) -> Iterator[str]:
    if world[case.app.name] == "not_running":
        cast = case.system.scene.stage.cast
        slots = {names.slot(cast, each): names.EMPTY for each in case.identifiers}
        found = slots | {names.handler(each): "none" for each in case.identifiers}
        yield from (f"{machine} of a dead app" for machine, state in found.items() if world[machine] != state)


def stopped_but_told(case: Case, world: World) -> Iterator[str]:
    for process in case.processes:
        if world[process.name] not in process.running:
            for transfer, states in case.told(process):
                if world[transfer.name] in states:
                    yield f"{transfer.name} is being reported to {process.name}, which does not run"
            for request in case.system.scene.requests(process):
                if world[request] in ("in_flight", "held"):
                    yield f"{request} is under way, its process is not"


def told_by_no_callback(case: Case, world: World) -> Iterator[str]:
    for process in case.processes:
        code = [each for each in case.code_of(process) if each.label.startswith("did-complete of ")]
        for transfer, states in case.told(process):
            mine = [each for each in code if each.scope.transfer == transfer]
            if world[transfer.name] in states and not any(case.under_way(each, world) for each in mine):
                yield f"{transfer.name} is being reported to {process.name}, where no did-complete runs or waits"


def wakes_without_app(case: Case, world: World) -> Iterator[str]:
    for each in case.identifiers:
        if world[names.wake(each)] != "closed" and world[case.app.name] not in case.app.running:
            yield f"the wake for {each.name} is open, and the app does not run"


def handlers_out_of_time(case: Case, world: World) -> Iterator[str]:
    cast = case.system.scene.stage.cast
    for each in case.identifiers:
        kept, offered = world[names.slot(cast, each)], world[names.handler(each)]
        if world[names.wake(each)] == "closed":
            if kept == names.content("fresh", each) or offered == "offered":
                yield f"a handler of {each.name} is in time, its wake over"
        elif offered == "offered_late":
            yield f"the offered handler of {each.name} is late, its wake open"


def runs_out_of_step(case: Case, world: World) -> Iterator[str]:
    for process in case.processes[1:]:
        in_run = world[names.runs(process)].startswith("in_run_")
        if in_run != (world[process.name] in ("active", "suspended")):
            yield f"{process.name} is {world[process.name]} in {world[names.runs(process)]}"


def handlers_nobody_takes(case: Case, world: World) -> Iterator[str]:
    for each in case.identifiers:
        callback = case.system.scene.callback(case.app, "handle-events", each)
        if world[names.handler(each)] in ("offered", "offered_late") and not case.under_way(callback, world):
            yield f"a handler of {each.name} is offered, handle-events neither runs nor waits"


Law = Callable[[Case, World], Iterator[str]]
OF_PROCESSES: tuple[Law, ...] = (two_connected, stopped_but_connected, remains_of_the_dead, runs_out_of_step)
OF_REPORTS: tuple[Law, ...] = (stopped_but_told, told_by_no_callback, wakes_without_app)
LAWS = (*OF_PROCESSES, *OF_REPORTS, handlers_of_the_dead, handlers_out_of_time, handlers_nobody_takes)


def breach(law: Law) -> str:
    for case in cases():
        for place, world in enumerate(case.exploration.worlds()):
            for what in law(case, world):
                return f"{what}: world {place} of\n{design_text(case.seed)}"
    return ""


@pytest.mark.parametrize("law", LAWS)
def test_every_reachable_world_of_random_designs_keeps_the_laws(law: Law) -> None:
    assert breach(law) == ""


def ends_badly(case: Case) -> Iterator[str]:
    """Worlds that only users and other free choices leave, with something undone that is owed."""
    fair = [rule.fairness != "none" for rule in case.system.network.rules]
    left = {place for place, rule, _ in case.exploration.steps() if fair[rule]}
    for place, world in enumerate(case.exploration.worlds()):
        if place not in left:
            yield from (f"{what}, at the end (world {place})" for what in undone(case, world))


def undone(case: Case, world: World) -> Iterator[str]:
    yield from (f"{names.wake(each)} is open" for each in case.identifiers if world[names.wake(each)] != "closed")
    transfers = case.system.scene.stage.cast.transfers
    yield from (f"{each.name} runs" for each in transfers if world[each.name] == "running")
    for process in case.processes:
        if world[process.name] in process.running:
            threads = case.system.scene.threads(process)
            yield from (f"{thread} stands in its code" for thread in threads if world[thread] != "idle")
            yield from (f"{each.line} waits" for each in case.code_of(process) if case.in_line(each, world))
            requests = case.system.scene.requests(process)
            yield from (f"{each} is under way" for each in requests if world[each] in ("in_flight", "held"))
            things = (process.object(each) for each in process.identifiers)
            yield from (f"{thing} is dying" for thing in things if world[thing] in ("halted", "invalidated"))


def test_no_run_of_random_designs_may_end_with_work_undone() -> None:
    complete = [case for case in cases() if case.exploration.covered.complete]
    assert [f"{what}\n{design_text(case.seed)}" for case in complete for what in ends_badly(case)] == []


def test_every_property_of_random_designs_gets_a_verdict() -> None:
    for case in cases()[:20]:
        for each in judge_all(catalogue(case.system), case.exploration):
            assert each.run is not None or each.verdict in ("holds", "vacuous", "unknown", "unreachable"), each
