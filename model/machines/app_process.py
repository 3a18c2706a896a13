"""The app as a process: where it stands between the user, the system and the daemon."""

from statemachine import State, StateMachine


class AppProcess(StateMachine):
    """The app's process (A1; §8 §9 §14; force-quit L8; the system ends only what is suspended, N12 L10)."""

    not_running = State(initial=True)
    foreground = State()
    background = State()
    suspended = State()

    launch_in_front = not_running.to(foreground)
    come_to_front = background.to(foreground) | suspended.to(foreground)
    leave_front = foreground.to(background)

    relaunch = not_running.to(background)
    resume = suspended.to(background)

    suspend = background.to(suspended)
    terminate = suspended.to(not_running)
    die = foreground.to(not_running) | background.to(not_running)
    quit_by_user = foreground.to(not_running) | background.to(not_running) | suspended.to(not_running)
