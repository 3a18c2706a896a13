"""What the shared container remembers of one transfer."""

from statemachine import State, StateMachine


class TransferRecord(StateMachine):
    """A transfer in the app's records (§23 T7): written when it starts, taken off when its outcome is stored."""

    unlisted = State(initial=True)
    listed = State()
    recorded = State()

    enlist = unlisted.to(listed) | listed.to(listed) | recorded.to(recorded)
    record = unlisted.to(recorded) | listed.to(recorded) | recorded.to(recorded)
    forget = unlisted.to(unlisted) | listed.to(unlisted) | recorded.to(recorded)
