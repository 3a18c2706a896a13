"""The completion handler that handle-events hands to the app, until code keeps, calls or loses it."""

from statemachine import State, StateMachine


class CompletionHandler(StateMachine):
    """The handler offered with a wake (§14 §19 H1).

    `offered_late` once its wake has expired, `spent` when it was called as it came, without being kept.
    """

    none = State(initial=True)
    offered = State()
    offered_late = State()
    spent = State()

    offer = none.to(offered) | spent.to(offered)
    take = offered.to(none)
    take_late = offered_late.to(none)
    spend = offered.to(spent) | offered_late.to(spent)
    expire = none.to(none) | offered.to(offered_late) | offered_late.to(offered_late) | spent.to(spent)
    die = none.to(none) | offered.to(none) | offered_late.to(none) | spent.to(none)
