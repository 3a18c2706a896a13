"""Whether a wake that was due has been withdrawn because the app came to the front."""

from statemachine import State, StateMachine


class Withdrawal(StateMachine):
    """A withdrawn wake (D4): due again when the app leaves the front or something new happens to the session."""

    no = State(initial=True)
    yes = State()

    withdraw = no.to(yes) | yes.to(yes)
    renew = no.to(no) | yes.to(no)
