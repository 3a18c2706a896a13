"""Whether the user has force-quit the app since last opening it."""

from statemachine import State, StateMachine


class ForceQuit(StateMachine):
    """The mark a force-quit leaves (L8): no wake until the user opens the app again."""

    no = State(initial=True)
    yes = State()

    quit = no.to(yes) | yes.to(yes)
    reopen = no.to(no) | yes.to(no)
