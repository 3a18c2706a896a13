"""The completion handler that handle-events hands to the app, until code keeps, calls or loses it."""

from statemachine import State, StateMachine


class CompletionHandler(StateMachine):
    """The handler offered with a wake (§14 §19 H1): `offered_late` once its wake has expired."""

    none = State(initial=True)
    offered = State()
    offered_late = State()

    offer = none.to(offered)
    take = offered.to(none)
    take_late = offered_late.to(none)
    expire = none.to(none) | offered.to(offered_late) | offered_late.to(offered_late)
    die = none.to(none) | offered.to(none) | offered_late.to(none)
