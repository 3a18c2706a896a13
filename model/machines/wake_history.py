"""Whether a session has had a wake, where that is not plain from the connection the app holds."""

from statemachine import State, StateMachine


class WakeHistory(StateMachine):
    """A wake has begun at some time (§18): kept for apps that also connect outside wakes."""

    none = State(initial=True)
    some = State()

    note = none.to(some) | some.to(some)
