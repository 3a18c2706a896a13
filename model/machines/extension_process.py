"""An app extension as a process: opened by the user, dismissed by its own code, ended by the system."""

from statemachine import State, StateMachine


class ExtensionProcess(StateMachine):
    """One extension's process (§13 §27 §30 N12 E1 E5).

    Undismissed, it is suspended only when the user leaves its host; that departure and the suspension are one step,
    since nothing else tells a host in sight from one out of sight. `gone`: stopped after its last run, for good.
    """

    not_running = State(initial=True)
    active = State()
    dismissed = State()
    suspended = State()
    suspended_dismissed = State()
    gone = State(final=True)

    open = not_running.to(active) | dismissed.to(active) | suspended_dismissed.to(active)
    return_to_host = suspended.to(active)
    dismiss = active.to(dismissed)

    suspend_left = active.to(suspended)
    suspend_dismissed = dismissed.to(suspended_dismissed)
    stop_for_good = dismissed.to(gone)
    terminate = dismissed.to(not_running) | suspended_dismissed.to(not_running)
    crash = active.to(not_running)
    die = active.to(not_running) | dismissed.to(not_running)
