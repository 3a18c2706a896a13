"""The system's wake of the app for one session, from handle-events to handler, expiry or death."""

from statemachine import State, StateMachine


class Wake(StateMachine):
    """A wake (§8 §14 §25 D3 H7 H11): open until its handler was called, it expired, or the app died.

    `told` once did-finish-events came; `in_front` marks one that found the app in the foreground (§25, L6).
    """

    none = State(initial=True)
    open = State()
    told = State()
    open_in_front = State()
    told_in_front = State()
    over = State()

    begin = none.to(open) | over.to(open)
    begin_in_front = none.to(open_in_front) | over.to(open_in_front)
    tell = open.to(told) | open_in_front.to(told_in_front)
    answer = open.to(over) | told.to(over) | open_in_front.to(over) | told_in_front.to(over)
    expire_untold = open.to(over) | open_in_front.to(over)
    expire_told = told.to(over) | told_in_front.to(over)
    die = (
        none.to.itself()
        | open.to(over)
        | told.to(over)
        | open_in_front.to(over)
        | told_in_front.to(over)
        | over.to.itself()
    )
