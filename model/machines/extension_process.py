"""An app extension as a process: opened by the user, dismissed by its own code, ended by the system."""

from statemachine import State, StateMachine


class ExtensionProcess(StateMachine):
    """One extension's process (§13 §27 N12 E1 E5): `away` when the user left its host before it was dismissed."""

    not_running = State(initial=True)
    active = State()
    away = State()
    dismissed = State()
    suspended = State()
    suspended_dismissed = State()

    open = not_running.to(active) | dismissed.to(active) | suspended_dismissed.to(active)
    leave_host = active.to(away)
    return_to_host = away.to(active) | suspended.to(active)
    dismiss = active.to(dismissed) | away.to(dismissed)

    suspend_away = away.to(suspended)
    suspend_dismissed = dismissed.to(suspended_dismissed)
    terminate = dismissed.to(not_running) | suspended_dismissed.to(not_running)
    crash = active.to(not_running) | away.to(not_running)
    die = active.to(not_running) | away.to(not_running) | dismissed.to(not_running)
