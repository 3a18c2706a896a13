"""Says for each rule of a design's network what has to happen on a phone for it: read off the events that it joins."""

from collections.abc import Iterator, Mapping

from model.declaring import Interaction
from model.rules import names
from model.system import System
from reports.stress.adapter import NotCovered
from reports.stress.reference.acts import LISTED, REFUSED
from reports.stress.reference.phone import Call

OF_PROCESS = {
    "launch_in_front": ("launch",), "come_to_front": ("bring to front",), "leave_front": ("leave",),
}  # fmt: skip
OF_ANY = {
    "open": "open", "return_to_host": "return", "suspend_left": "leave host", "suspend_dismissed": "suspend",
    "stop_for_good": "suspend", "suspend": "suspend", "terminate": "terminate",
}  # fmt: skip
OF_SESSION = {
    "reconnect": "reconnect", "refuse_reconnect": "reconnect", "resume_invalidating": "reconnect",
    "give_up_invalidating": "reconnect", "go": "let go",
}  # fmt: skip
OUTCOMES = {"refused an expiring activity": REFUSED, "still listed, though force-quit has ended it": LISTED}
LOST = " is lost"
"""What is told by the name of a rule, where its events are those of another."""
OF_REQUEST = {"answer": "answer", "cut_short": "cut short"}
OF_WAKE = {"begin": "wake", "begin_in_front": "wake", "expire": "expire"}
ON_MAIN = ("launch", "foreground", "handle-events", "run")


def calls_of(system: System) -> Mapping[str, Call]:
    """The name of each rule -> what happens.

    Raises:
        NotCovered: a rule stands for something that the reference does not know.
    """
    reading = _Reading(system)
    return {each.name: reading.call(each) for each in system.interactions}


class _Reading:
    """What the machines of a system stand for."""

    def __init__(self, system: System) -> None:
        cast = system.scene.stage.cast
        self._system = system
        self._processes = {process.name: process for process in cast.processes}
        self._wakes = {f"wake for {each.name}": each.name for each in cast.identifiers}
        self._transfers = {each.name for each in cast.transfers}
        self._objects = {process.object(each): (process.name, each.name)
                         for process in cast.processes for each in process.identifiers}
        self._messages = {process.message(each): (process.name, each.name)
                          for process in cast.processes for each in process.identifiers}

    def call(self, interaction: Interaction) -> Call:
        """The one thing that an interaction stands for."""
        subject = self._system.subjects[interaction.name]
        if interaction.actor in self._processes and subject.part != "session":
            return self._thread(interaction)
        readings = (self._by_environment, self._by_wake, self._by_transfer, self._by_process, self._by_session)
        for reading in readings:
            for found in reading(interaction):
                return found
        raise NotCovered(f"the reference does nothing for `{interaction.name}`; choose another adapter or design")

    def _by_environment(self, interaction: Interaction) -> Iterator[Call]:
        """What the switches let happen, told by the machine that counts it, or by the event that stands for it."""
        about = next((call[-1] for call in self._by_wake(interaction)), "")
        if names.AUTHENTICATION in interaction.moves:
            yield "authenticate", about
        if names.EARLY_EXPIRY in interaction.moves:
            yield "expire early", about
        for machine, event in _events(interaction):
            if event == "quit_by_user":
                yield ("force quit",)
            if (machine, event) == ("app", "resume") and not about:  # handle-events of an earlier wake is not through
                yield "wake", next(self._wakes[each] for each in interaction.when if each in self._wakes)
            if machine in self._processes and event in ("crash", "die"):
                yield "crash", machine
            process, _, place = machine.partition(": ")
            if event in OF_REQUEST and place.startswith("request in "):
                yield OF_REQUEST[event], process, place

    def _thread(self, interaction: Interaction) -> Call:
        """A step of code, and how it ends if the rule's name says that it ends otherwise than usual."""
        return (*self._step(interaction), *(OUTCOMES[each] for each in OUTCOMES if each in interaction.name))

    def _step(self, interaction: Interaction) -> Call:
        """A step of code: on the thread that is asked about, or moves other than by being stopped."""
        process = self._processes[interaction.actor]
        main, delegate = f"{process.name}: main thread", f"{process.name}: delegate queue"
        subject = self._system.subjects[interaction.name]
        if process.shares_main:
            return ("step", process.name, "main")
        if interaction.moves.get(delegate, "stop") not in ("stop", ("stop",)):
            return ("step", process.name, "delegate queue")
        stopped = interaction.moves.get(main) in ("stop", ("stop",))
        on_delegate = stopped and subject.program not in ON_MAIN
        return ("step", process.name, "delegate queue" if on_delegate else "main")

    def _by_wake(self, interaction: Interaction) -> Iterator[Call]:
        for machine, event in _events(interaction):
            if machine in self._wakes and event in OF_WAKE:
                yield OF_WAKE[event], self._wakes[machine]
            if machine in self._wakes and event == "tell":
                yield "deliver", "app", "did-finish-events", self._wakes[machine]

    def _by_transfer(self, interaction: Interaction) -> Iterator[Call]:
        for machine, event in _events(interaction):
            if machine not in self._transfers:
                continue
            if event == "finish" and interaction.actor == "network":
                yield "finish", machine
            for name in self._processes:
                if event == f"deliver_{_word(name)}":
                    yield "deliver", name, "did-complete", machine
            if event == "swallow":
                yield "deliver", self._connected(interaction), "did-complete", machine

    def _connected(self, interaction: Interaction) -> str:
        """Where no delegate hears: the process whose object must be connected."""
        return next(self._objects[machine][0] for machine in interaction.when if machine in self._objects)

    def _by_process(self, interaction: Interaction) -> Iterator[Call]:
        for machine, event in _events(interaction):
            if machine in self._processes and event in OF_PROCESS:
                yield OF_PROCESS[event]
            elif machine in self._processes and event in OF_ANY:
                yield (OF_ANY[event], machine)

    def _by_session(self, interaction: Interaction) -> Iterator[Call]:
        for machine, event in _events(interaction):
            if machine in self._objects and event in OF_SESSION:
                yield (OF_SESSION[event], *self._objects[machine])
            word = "lose" if interaction.name.endswith(LOST) else "deliver"
            if machine in self._objects and event == "arrive_invalid":
                yield (word, self._objects[machine][0], "did-become-invalid", self._objects[machine][1])
            if machine in self._messages and event in ("deliver", "lose"):
                yield (word, self._messages[machine][0], "refused", self._messages[machine][1])


def _events(interaction: Interaction) -> Iterator[tuple[str, str]]:
    """Each machine that moves with its event; the parts of the model never give several."""
    for machine, events in interaction.moves.items():
        yield machine, events if isinstance(events, str) else next(iter(events))


def _word(name: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in name)
