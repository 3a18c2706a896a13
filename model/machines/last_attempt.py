"""How the last attempt of a process to connect to an identifier ended, as far as verdicts ask."""

from statemachine import State, StateMachine


class LastAttempt(StateMachine):
    """Refusal of the latest attempt (§6 §20): `excused` while the app legitimately handled the session."""

    accepted = State(initial=True)
    excused = State()
    unexcused = State()

    accept = accepted.to(accepted) | excused.to(accepted) | unexcused.to(accepted)
    excuse = accepted.to(excused) | excused.to(excused) | unexcused.to(excused)
    blame = accepted.to(unexcused) | excused.to(unexcused) | unexcused.to(unexcused)
