"""The catalogue: every property a design is judged by, in the order of reports."""

from collections.abc import Callable

from model.system import System
from properties.catalogue import connection, handler, interface, objects, refusal, transfers, witnesses
from properties.catalogue.speech import Speech
from properties.kinds import Property

CATALOGUE: tuple[Callable[[Speech], Property], ...] = (
    connection.single_connector,
    connection.callbacks_wake_the_app,
    connection.connected_process_gets_callbacks,
    handler.completion_handler_always_called,
    handler.handler_exactly_once,
    handler.handler_keyed_by_identifier,
    handler.handler_stored_before_finish,
    handler.handler_not_called_too_early,
    handler.handler_on_main_thread,
    objects.app_releases_extension_session,
    refusal.extension_not_refused_when_idle,
    refusal.extension_never_refused,
    refusal.refused_extension_can_retry,
    refusal.app_not_refused_in_its_wake,
    connection.session_can_become_free,
    refusal.shared_container_set,
    connection.app_handles_extension_events,
    transfers.events_in_foreground_handled,
    transfers.every_completion_handled,
    transfers.every_transfer_eventually_handled,
    objects.no_start_failed,
    objects.no_task_on_invalid_session,
    objects.no_identifier_reuse_before_invalid,
    objects.one_object_per_identifier,
    objects.no_transfer_cancelled_by_cleanup,
    transfers.extension_starts_before_it_quits,
    transfers.short_request_survives,
    transfers.force_quit_recovered,
    transfers.no_duplicate_transfer,
    objects.invalidation_terminates,
    interface.file_backed_uploads,
    interface.no_data_tasks,
    interface.delegate_set,
    witnesses.completion_may_reach_extension,
    witnesses.completion_may_reach_app,
    witnesses.events_may_arrive_in_foreground,
)


def catalogue(system: System) -> tuple[Property, ...]:
    """Every property, said of one composed design."""
    speech = Speech(system)
    return tuple(say(speech) for say in CATALOGUE)
