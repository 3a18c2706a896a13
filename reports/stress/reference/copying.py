"""Copies a phone: a second one in the same state, which goes its own way from there."""

from typing import TypeVar

from reports.stress.reference.code import Block, Given, Thread
from reports.stress.reference.daemon import Daemon, Handler, Wake
from reports.stress.reference.phone import Phone
from reports.stress.reference.process import AppProcess, Process
from reports.stress.reference.requests import Request

_Thing = TypeVar("_Thing")


def copied(phone: Phone) -> Phone:
    """A phone in the same state; what never changes, such as the design, is shared."""
    return _Copier().phone(phone)


def _like(thing: _Thing) -> _Thing:
    """The same values in another object; all classes here have slots."""
    twin = object.__new__(type(thing))
    for kind in type(thing).__mro__:
        for name in getattr(kind, "__slots__", ()):
            setattr(twin, name, getattr(thing, name))
    return twin


class _Copier:
    """Makes one twin for each wake and each handler, however many hold it."""

    def __init__(self) -> None:
        self._wakes: dict[int, Wake] = {}
        self._handlers: dict[int, Handler] = {}

    def phone(self, phone: Phone) -> Phone:
        twin = _like(phone)
        twin.daemon = self._daemon(phone.daemon)
        twin.app = self._app(phone.app, twin.daemon)
        twin.extensions = {name: self._process(each, twin.daemon) for name, each in phone.extensions.items()}
        twin.records = dict(phone.records)
        twin.happened, twin.woken = set(phone.happened), set(phone.woken)
        return twin

    def _daemon(self, daemon: Daemon) -> Daemon:
        twin = _like(daemon)
        twin.tasks = {name: _like(task) for name, task in daemon.tasks.items()}
        twin.clients = dict(daemon.clients)
        twin.wakes = {identifier: self._wake(wake) for identifier, wake in daemon.wakes.items()}
        twin.withdrawn = set(daemon.withdrawn)
        return twin

    def _app(self, app: AppProcess, daemon: Daemon) -> AppProcess:
        twin = self._process(app, daemon)
        twin.offers = {identifier: self._handler(each) for identifier, each in app.offers.items()}
        twin.slots = {slot: (whose, self._handler(each)) for slot, (whose, each) in app.slots.items()}
        twin.lost = set(app.lost)
        return twin

    def _process(self, process: "_AnyProcess", daemon: Daemon) -> "_AnyProcess":
        twin = _like(process)
        twin.daemon = daemon
        twin.main = self._thread(process.main)
        twin.delegate = twin.main if process.delegate is process.main else self._thread(process.delegate)
        twin.sessions = {identifier: _like(each) for identifier, each in process.sessions.items()}
        twin.attempts = dict(process.attempts)
        twin.references, twin.refusals = set(process.references), list(process.refusals)
        twin.requests = {place: self._request(each) for place, each in process.requests.items()}
        return twin

    def _request(self, request: Request) -> Request:
        return Request(request.status, None if request.then is None else self._block(request.then))

    def _thread(self, thread: Thread) -> Thread:
        running = None if thread.running is None else self._block(thread.running)
        return Thread(running, [self._block(each) for each in thread.waiting])

    def _block(self, block: Block) -> Block:
        twin, given = _like(block), block.given
        if given.handler is not None:
            twin.given = Given(given.identifier, given.task, given.run, self._handler(given.handler))
        return twin

    def _handler(self, handler: Handler) -> Handler:
        if id(handler) not in self._handlers:
            self._handlers[id(handler)] = Handler(self._wake(handler.wake), handler.called)
        return self._handlers[id(handler)]

    def _wake(self, wake: Wake) -> Wake:
        if id(wake) not in self._wakes:
            self._wakes[id(wake)] = _like(wake)
        return self._wakes[id(wake)]


_AnyProcess = TypeVar("_AnyProcess", bound=Process)
