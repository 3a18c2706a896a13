"""Whether the code of a process still holds the session object it once made for an identifier."""

from statemachine import State, StateMachine


class SessionReference(StateMachine):
    """The code's reference (S1 N9): letting go of it disconnects nothing, keeping it keeps nothing alive."""

    none = State(initial=True)
    held = State()

    hold_new = none.to(held)
    hold_again = held.to(held)
    drop = held.to(none)
    forget = none.to(none) | held.to(none)
