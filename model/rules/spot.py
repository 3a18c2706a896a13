"""One action of the code at its place, and the deeds it can come to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from model.design import When
from model.rules import names
from model.rules.cast import Identifier, Process, Transfer
from model.rules.code import IDLE, Callback, Instruction
from model.rules.effect import NOTHING, Effect, join, join_all, move, override, when
from model.rules.pieces import Scene, advance, death, jump, unless
from model.rules.stage import Deed


@dataclass(frozen=True, slots=True)
class Spot:
    """An action at a place of a callback, under conditions that hold; `note` tells variants of one name apart."""

    scene: Scene
    callback: Callback
    place: int
    given: Effect = NOTHING
    note: str = ""

    @property
    def instruction(self) -> Instruction:
        """The action with its conditions."""
        return self.callback.code[self.place]

    @property
    def process(self) -> Process:
        """Whose code it is."""
        return self.callback.scope.process

    @property
    def identifier(self) -> Identifier:
        """The session that the action is about."""
        assert self.instruction.identifier is not None
        return self.instruction.identifier

    @property
    def done(self) -> Effect:
        """The thread goes on to the next action."""
        return advance(self.scene, self.callback, self.place)

    def deed(self, what: str, *effects: Effect, cites: tuple[str, ...] = (), marks: tuple[str, ...] = ()) -> Deed:
        """What the action comes to; strongly fair, as all started code is."""
        marks = (*marks, *self._ends_of_report(marks))
        name = f"{self.process.name}, {self.callback.label}, step {self.place + 1}: {what}{self.note}"
        return Deed(name, self.process.name, join(self.given, *effects), "strong", cites, marks)

    def _ends_of_report(self, marks: tuple[str, ...]) -> tuple[str, ...]:
        """The mark of steps after which a did-complete can record nothing any more, but by its return."""
        scope = self.callback.scope
        if scope.transfer is None:
            return ()
        last = self.callback.later and self.place == len(self.callback.code) - 1
        records = any(each.action.do == "record-completion" for each in self.callback.code)
        ends = f"ends {self.process.name}" in marks
        if not (ends or (last and records)):
            return ()
        how = "is followed up" if self.callback.later else f"ends in {self.process.name}"
        return (f"did-complete of {scope.transfer.name} {how}",)

    def end_of_process(self, *special: Effect) -> Effect:
        """The action ends its process: everything stops here."""
        event = self.scene.stage.drafted(self.callback.thread).go(self.callback.at(self.place), IDLE)
        dies = (move(self.process.name, "die"), move(self.callback.thread, event))
        return override(death(self.scene, self.process), *dies, *special)

    def abandon(self) -> Effect:
        """The rest of the callback is left out."""
        way = (self.callback.answer(self.place), self.callback.at(len(self.callback.code)))
        return jump(self.scene, self.callback, way)


def truths(scene: Scene, condition: When, identifier: Identifier) -> Iterator[tuple[str, Effect]]:
    """The ways in which a condition of an action is true, no two at once."""
    transfers = scene.stage.cast.on(identifier)
    if condition.fact == "completion-recorded":
        yield "", when(names.wake_record(identifier), "something" if condition.holds else "nothing")
    elif condition.fact == "no-tasks-left":
        all_but = [(each.name, "running") for each in transfers]
        yield from _none(scene, all_but) if condition.holds else _first(scene, all_but)
        if scene.stage.env.force_quit and not condition.holds:
            yield from _dying(scene, transfers)
    else:
        listed = [(each.record, "listed") for each in transfers]
        yield from _first(scene, listed) if condition.holds else _none(scene, listed)


def _dying(scene: Scene, transfers: Sequence[Transfer]) -> Iterator[tuple[str, Effect]]:
    """Nothing runs, and what a force-quit has ended is still listed, as it may be until its end is told (L9)."""
    done = join_all(unless(scene, each.name, "running") for each in transfers)
    for place, transfer in enumerate(transfers):
        earlier = (unless(scene, each.name, "cancelled") for each in transfers[:place])
        words = f" ({transfer.name} still listed, though force-quit has ended it)"
        yield words, join(done, when(transfer.name, "cancelled"), *earlier)


def opposite(condition: When) -> When:
    """The negated condition."""
    return When(condition.fact, not condition.holds)


def _none(scene: Scene, atoms: list[tuple[str, str]]) -> Iterator[tuple[str, Effect]]:
    """No machine is in its state."""
    yield "", join_all(unless(scene, *atom) for atom in atoms)


def _first(scene: Scene, atoms: list[tuple[str, str]]) -> Iterator[tuple[str, Effect]]:
    """One machine is in its state, and none before it is."""
    for place, (machine, state) in enumerate(atoms):
        earlier = (unless(scene, *atom) for atom in atoms[:place])
        note = "" if len(atoms) == 1 else f" ({machine} {state})"
        yield note, join(when(machine, state), *earlier)
