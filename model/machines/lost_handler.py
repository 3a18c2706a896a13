"""Whether a completion handler was thrown away: never stored, or overwritten before it was called."""

from statemachine import State, StateMachine


class LostHandler(StateMachine):
    """A handler nobody can call any more (§15 H4 H10), as long as its process lives."""

    no = State(initial=True)
    yes = State()

    lose = no.to(yes) | yes.to(yes)
    die = no.to(no) | yes.to(no)
