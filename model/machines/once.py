"""An event of the environment that happens at most once in an exploration."""

from statemachine import State, StateMachine


class Once(StateMachine):
    """A stated bound: early expiry, crash, authentication, a restart of one transfer."""

    unused = State(initial=True)
    used = State()

    use = unused.to(used)
    spare = unused.to(unused) | used.to(used)
