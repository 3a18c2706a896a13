"""What the shared container remembers of one transfer."""

from statemachine import State, StateMachine


class TransferRecord(StateMachine):
    """A transfer in the app's records (§23 T7): written when it starts, taken off when its outcome is stored."""

    unlisted = State(initial=True)
    listed = State()
    recorded = State()

    list_new = unlisted.to(listed)
    list_again = listed.to.itself()
    list_recorded = recorded.to.itself()
    record_unlisted = unlisted.to(recorded)
    record_listed = listed.to(recorded)
    record_again = recorded.to.itself()
    forget_unlisted = unlisted.to.itself()
    forget_listed = listed.to(unlisted)
    forget_recorded = recorded.to.itself()
