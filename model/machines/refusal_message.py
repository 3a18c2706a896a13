"""The did-become-invalid with an error that a refused session owes its process."""

from statemachine import State, StateMachine


class RefusalMessage(StateMachine):
    """The message of a refusal (§6 S12, or C5): waits until the process can take it; two refusals make one message."""

    none = State(initial=True)
    waiting = State()

    post = none.to(waiting) | waiting.to(waiting)
    deliver = waiting.to(none)
    lose = waiting.to(none)
    die = none.to(none) | waiting.to(none)
