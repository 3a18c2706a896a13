"""Reads a design's rules as messages between user, app, extensions, the daemon for each session, and the network."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from model.declaring import Interaction
from model.network import Machine, Rule
from model.rules.pieces import CONNECTED, UNCONNECTED
from model.system import System
from reports.lanes import meanings as means
from reports.lanes.chart import Chart, MarkWord, Message, Standing
from reports.lanes.labels import labels_of
from reports.lanes.meanings import Meaning, Way
from reports.lanes.network import painted_other
from reports.lanes.parties import Lanes, Party, parties_of

LOST_ON_ITS_WAY = "S8"
"""Cited by the rules by which a callback is lost, and by no other."""


def design_chart(system: System) -> Chart:
    """The chart of a composed design."""
    scene, rules = system.scene, system.network.rules
    lanes, parties = Lanes(scene.stage.cast), dict(parties_of(system))
    reading = Reading(lanes, parties, marks_by_rule(system.marks))
    labels = labels_of(scene, tuple(rule.name for rule in rules))
    return Chart(
        lanes=tuple(lanes.listed()),
        machines=tuple(_standing(machine, parties.get(machine.name, Party())) for machine in system.network.machines),
        messages=tuple(reading.message(*each) for each in zip(system.interactions, rules, labels, strict=True)),
    )


def marks_by_rule(marks: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """The name of a rule -> its marks, in their order."""
    found: dict[str, tuple[str, ...]] = {}
    for mark, rules in marks.items():
        for rule in rules:
            found[rule] = (*found.get(rule, ()), mark)
    return found


@dataclass(frozen=True, slots=True)
class Reading:
    """What is needed to read interactions: lanes, parties, and the marks of each rule."""

    lanes: Lanes
    parties: Mapping[str, Party]
    marks: Mapping[str, tuple[str, ...]]

    def message(self, interaction: Interaction, rule: Rule, label: str) -> Message:
        """From whom to whom a rule goes, as the events of its machines tell, or else its marks."""
        told = (*self._told(interaction), *self._marked(interaction))
        meaning, session = next((each for each in told if each[0].way != "process"), (means.OWN, 0))
        source, target = self._ends(meaning.way, self._process(interaction), session)
        marks = self._marks(interaction, rule, [meaning for meaning, _ in told])
        return Message(interaction.name, label, source, target, marks)

    def _told(self, interaction: Interaction) -> Iterator[tuple[Meaning, int]]:
        """What each event tells, and the lane of the session it is about."""
        for machine, events in interaction.moves.items():
            party = self.parties.get(machine, Party())
            meaning = party.meaning((events,) if isinstance(events, str) else tuple(events))
            if meaning is not None:
                yield meaning, party.session or 0

    def _marked(self, interaction: Interaction) -> Iterator[tuple[Meaning, int]]:
        """What the marks of a rule tell: it is about the session that it asks after, or whose handler it calls."""
        marks = self.marks.get(interaction.name, ())
        yield from ((means.CALLS, lane) for mark, lane in self.lanes.by_call() if mark in marks)
        asked = [self.parties.get(machine, Party()) for machine in interaction.when]
        for mark, (role, meaning) in means.ASKING.items():
            about = next((party.session for party in asked if party.role == role), None)
            if mark in marks and about is not None:
                yield meaning, about

    def _process(self, interaction: Interaction) -> int:
        """The lane of the process that a rule is about: one that lives or dies by it, else one that must be running."""
        lives = (self.parties.get(each, Party()) for each in (*interaction.moves, *interaction.when))
        return next((party.lane for party in lives if party.role == "life" and party.lane is not None), 1)

    def _ends(self, way: Way, process: int, session: int) -> tuple[int, int]:
        """The lanes at both ends of a way."""
        lanes = {"user": 0, "process": process, "daemon": session, "network": self.lanes.network}
        source, _, target = way.partition(" to ")
        return lanes[source], lanes[target or source]

    def _marks(self, interaction: Interaction, rule: Rule, told: list[Meaning]) -> tuple[MarkWord, ...]:
        """Every mark once: those of events, of the rule's own marks, and of a connection that surely ends."""
        own = self.marks.get(interaction.name, ())
        lost = LOST_ON_ITS_WAY in rule.cites
        found: list[MarkWord] = [mark for meaning in told for mark in meaning.marks]
        found += [mark for each in own for mark in means.MARKED.get(each, ())]
        found += ["refused" for each in own if each.startswith("app refused ")]
        found += ["disconnect" for name in rule.moves if self._disconnects(name, rule)]
        found += ["lost"] if lost else []
        left_out = {"refused"} if "raises" in own else {"callback"} if lost else set()
        return tuple(dict.fromkeys(mark for mark in found if mark not in left_out))

    def _disconnects(self, machine: str, rule: Rule) -> bool:
        """Whether a session object that the rule moves is connected before, and not after."""
        party, pairs = self.parties.get(machine, Party()), rule.moves[machine]
        leaves = all(before in CONNECTED and after in UNCONNECTED for before, after in pairs)
        return party.role == "connection" and leaves


def _standing(machine: Machine, party: Party) -> Standing:
    paint = party.paint
    looks = painted_other(machine) if paint is None else tuple(paint.get(state, state) for state in machine.states)
    return Standing(party.lane, party.role, looks, party.process)
