"""Whether the open wake of a session has recorded a completion."""

from statemachine import State, StateMachine


class WakeRecord(StateMachine):
    """What `completion-recorded` asks: was a completion recorded since the wake began (L16, H8)?"""

    nothing = State(initial=True)
    something = State()

    note = nothing.to(something) | something.to(something)
    clear = nothing.to(nothing) | something.to(nothing)
