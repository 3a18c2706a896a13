"""The system's wake of the app for one session, from handle-events to handler, expiry or death."""

from statemachine import State, StateMachine


class Wake(StateMachine):
    """A wake (§8 §14 §25 D3 H7 H11): open until its handler was called, it expired, or the app died.

    `told` once did-finish-events came; `in_front` until handle-events begins, if it found the app in front (§25 L6).
    `answered`: over, for its handler was called, but early: did-finish-events may still come to the running app (H2).
    """

    closed = State(initial=True)
    open = State()
    told = State()
    open_in_front = State()
    told_in_front = State()
    answered = State()

    begin = closed.to(open) | answered.to(open)
    begin_in_front = closed.to(open_in_front) | answered.to(open_in_front)
    tell = open.to(told) | open_in_front.to(told_in_front) | answered.to(closed)
    enter = (
        closed.to(closed)
        | open.to(open)
        | told.to(told)
        | open_in_front.to(open)
        | told_in_front.to(told)
        | answered.to(answered)
    )
    answer = open.to(answered) | told.to(closed) | open_in_front.to(answered) | told_in_front.to(closed)
    expire = open.to(closed) | told.to(closed) | open_in_front.to(closed) | told_in_front.to(closed)
    lapse = (
        closed.to(closed)
        | open.to(open)
        | told.to(told)
        | open_in_front.to(open_in_front)
        | told_in_front.to(told_in_front)
        | answered.to(closed)
    )
    die = (
        closed.to(closed)
        | open.to(closed)
        | told.to(closed)
        | open_in_front.to(closed)
        | told_in_front.to(closed)
        | answered.to(closed)
    )
