"""The JSON Schema of design files for editors, from the same models and the same vocabulary that the reader uses."""

import json
from typing import Any, TypeAlias

from model.actions import CALLBACKS, ActionWord, Callback, actions_in, conditions_in
from model.design import PROFILES
from model.design_shape import DesignTable
from model.property_ids import PROPERTY_IDS, VERDICTS

Schema: TypeAlias = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The newest that the TOML plug-ins of the common editors read."""
OWNER_TABLES = {"app": "AppTable", "extension": "ExtensionTable"}


def design_schema() -> Schema:
    """The schema: tables, keys and types from the models; the items of each program from the vocabulary."""
    schema = _without_titles(DesignTable.model_json_schema())
    tables = schema["$defs"]
    options = tables.pop("ActionTable")["properties"]
    tables.pop("InnerActionTable")
    tables |= {f"option.{key}": _option(options[key]) for key in options if key not in ("do", "when", "then")}
    for callback in CALLBACKS:
        tables[OWNER_TABLES[callback.owner]]["properties"][callback.key]["items"] = _ref(_name(callback))
        tables |= _callback_schemas(callback)
    schema["properties"]["expect"] |= _expectations(**dict.fromkeys(PROFILES, _ref("expectations")))
    tables |= {"verdict": {"enum": list(VERDICTS)}, "expectations": _expectations()}
    return {"$schema": DRAFT, "title": "outlive design", **schema}


def schema_text() -> str:
    """The schema as the file that stands beside a design."""
    return json.dumps(design_schema(), indent=1, ensure_ascii=False) + "\n"


def _name(callback: Callback, part: str = "") -> str:
    return f"{callback.owner}.{callback.key}{part}"


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _option(schema: Schema) -> Schema:
    """An option's schema; the models have an empty text for a session that is not named, which nobody may write."""
    return {key: value for key, value in schema.items() if value != ""}


def _callback_schemas(callback: Callback) -> Schema:
    """What the items of this callback's program may be, what may wait inside `then`, and what `when` may say."""
    groups = {_name(callback, f".{actions[0].word}"): actions for actions in _alike(actions_in(callback))}
    tables = {name: _table(actions, callback) for name, actions in groups.items()}
    plain = {name.replace(".request", ".then.request"): _without_then(table) for name, table in tables.items()}
    words = {"type": "string", "enum": [action.word for action in actions_in(callback)]}
    return {
        _name(callback): {"anyOf": [words, *map(_ref, tables)]},
        _name(callback, ".then"): {"anyOf": [words, *map(_ref, plain)]},
        _name(callback, ".when"): {"type": "string", "enum": list(conditions_in(callback))},
        **plain,
        **tables,
    }


def _alike(actions: tuple[ActionWord, ...]) -> list[tuple[ActionWord, ...]]:
    """The actions in groups that take the same keys."""
    groups: dict[tuple[object, ...], tuple[ActionWord, ...]] = {}
    for action in actions:
        key = (action.options, action.session)
        groups[key] = (*groups.get(key, ()), action)
    return list(groups.values())


def _table(actions: tuple[ActionWord, ...], callback: Callback) -> Schema:
    """The table form of actions that are alike: the keys that they may have in this callback."""
    keys: Schema = {
        "do": {
            "enum": [action.word for action in actions],
            "description": "\n".join(f"{action.word}: {action.meaning}" for action in actions),
        },
        "when": _ref(_name(callback, ".when")),
    }
    options = (*(("session",) if callback.names_session else ()), *actions[0].options)
    keys |= {option: _ref(f"option.{option}") for option in options}
    if "then" in keys:
        keys["then"] = {"type": "array", "items": _ref(_name(callback, ".then"))}
    table = {"type": "object", "properties": keys, "required": ["do"], "additionalProperties": False}
    return table if actions[0].session == "needs" else {**table, "dependencies": {"session": ["when"]}}


def _without_then(table: Schema) -> Schema:
    return {**table, "properties": {key: value for key, value in table["properties"].items() if key != "then"}}


def _expectations(**profiles: Schema) -> Schema:
    """A table of property -> verdict, with the tables of these profiles in it."""
    verdicts = dict.fromkeys(PROPERTY_IDS, _ref("verdict"))
    return {"type": "object", "properties": {**verdicts, **profiles}, "additionalProperties": False}


def _without_titles(schema: Any) -> Any:
    """The schema without the titles that pydantic makes of field names: they say nothing that the key does not."""
    if isinstance(schema, list):
        return [_without_titles(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: _without_titles(value) for key, value in schema.items() if key != "title" or isinstance(value, dict)}


if __name__ == "__main__":
    print(schema_text(), end="")
