"""What is known of the platform: themed tables of facts, each with an id that rules and properties cite."""

from model.facts.configuration import CONFIGURATION_FACTS
from model.facts.connection import CONNECTION_FACTS
from model.facts.daemon import DAEMON_FACTS
from model.facts.disagreements import DISAGREEMENT_FACTS
from model.facts.fact import Fact
from model.facts.handler import HANDLER_FACTS
from model.facts.launch import LAUNCH_FACTS
from model.facts.post import POST_FACTS
from model.facts.process import APP_FACTS, EXTENSION_FACTS
from model.facts.queue import QUEUE_FACTS
from model.facts.session import SESSION_FACTS
from model.facts.transfer import TRANSFER_FACTS
from model.facts.watch import WATCH_FACTS

THEMES: tuple[tuple[str, tuple[Fact, ...]], ...] = (
    ("The post", POST_FACTS),
    ("Configuration", CONFIGURATION_FACTS),
    ("Session object", SESSION_FACTS),
    ("Connection", CONNECTION_FACTS),
    ("Transfer", TRANSFER_FACTS),
    ("Delegate queue", QUEUE_FACTS),
    ("Launch and wake", LAUNCH_FACTS),
    ("Completion handler", HANDLER_FACTS),
    ("App process", APP_FACTS),
    ("Extension process", EXTENSION_FACTS),
    ("Watch", WATCH_FACTS),
    ("Daemon", DAEMON_FACTS),
    ("Where sources disagree", DISAGREEMENT_FACTS),
)
"""(heading, facts): every fact once, in the order of the document."""

__all__ = ["THEMES", "Fact"]
