"""A short request in a standard session, with the expiring activity that may protect it."""

from statemachine import State, StateMachine


class StandardRequest(StateMachine):
    """A request (§28 §30 A3 E4): `held` under an expiring activity; lost with suspension or death of its process.

    One place of the code has one request: a second, sent while the first is out, is answered with it.
    """

    none = State(initial=True)
    in_flight = State()
    held = State()
    lost = State()

    go_out = none.to(in_flight) | in_flight.to(in_flight) | held.to(held) | lost.to(in_flight)
    go_out_held = none.to(held) | in_flight.to(held) | held.to(held) | lost.to(held)
    cut_short = held.to(in_flight)
    answer = in_flight.to(none) | held.to(none)
    lose = none.to(none) | in_flight.to(lost) | held.to(lost) | lost.to(lost)
    give_up = lost.to(none)
