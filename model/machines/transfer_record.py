"""What the shared container remembers of one transfer."""

from statemachine import State, StateMachine


class TransferRecord(StateMachine):
    """A transfer in the app's records (§23 T7): written when it starts, taken off when its outcome is stored."""

    unlisted = State(initial=True)
    listed = State()
    recorded = State()

    enlist = unlisted.to(listed) | listed.to.itself() | recorded.to.itself()
    record = unlisted.to(recorded) | listed.to(recorded) | recorded.to.itself()
    forget = unlisted.to.itself() | listed.to(unlisted) | recorded.to.itself()
