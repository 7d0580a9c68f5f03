"""JSON Schema out of the shapes that read the files: one declaration serves the game and every YAML-aware editor.

Draft 7, which editors know best. Our format reads every scalar as text; an editor reads `12` as a number and `yes` as
text (YAML 1.2). So wherever a number is meant, both the number and its text are allowed, and wherever text is meant a
number is. What only the whole scenario can tell (names, links, units) is left to `check`.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

import attrs

from game.script.orders import ORDER
from game.script.scenes import EFFECT, Scene
from game.script.shapes import DATE_TEXT, ID_TEXT, NUMBER_TEXT, Kind, shape
from game.tools.formats import KINDS, Format

DRAFT = "http://json-schema.org/draft-07/schema#"
Schema = dict[str, Any]

_WORD: Schema = {
    "type": "string",
    "pattern": f"^{ID_TEXT}$",
    "patternErrorMessage": "an id: small letters, digits and _ only, a letter first",
}
# `true` is an id like any other here, and no text to an editor; said like this it is allowed and not offered
_NO_WORD: Schema = {"not": {"type": ["string", "number", "object", "array", "null"]}}
_ID: Schema = {"anyOf": [_WORD, _NO_WORD]}
_TEXT: Schema = {"type": ["string", "number"]}
_ORDER: Schema = {"type": "string", "pattern": f"^({ORDER}|{ID_TEXT})$"}
_EFFECT: Schema = {
    "type": "string",
    "pattern": EFFECT,
    "patternErrorMessage": "write `name += 4 because the reason`, with =, += or -= and a reason",
}
PLAIN: dict[str, Schema] = {
    "text": _TEXT,
    "drawn map": {"type": "string"},
    "prose": _TEXT,
    "expression": _TEXT,
    "id": _ID,
    "number": {"type": ["number", "string"], "pattern": f"^{NUMBER_TEXT}$"},
    "whole number": {"type": ["integer", "string"], "pattern": "^[+-]?[0-9]{1,13}(\\.0+)?([eE][+]?[0-9]{1,2})?$"},
    "yes or no": {"type": "string", "enum": ["yes", "no"]},
    "date": {
        "type": ["string", "integer"],
        "pattern": f"^{DATE_TEXT}$",
        "patternErrorMessage": "write it like 1959, 1959-07 or 1959-07-09",
    },
    "effect": _EFFECT,
    "order": _ORDER,
    "orders: lever and step": {
        "type": "object",
        "propertyNames": {"pattern": f"^{ID_TEXT}$"},
        "additionalProperties": _ORDER,
    },
    "list of bibliography keys": {"anyOf": [{"type": "array", "items": _ID}, {"type": "string"}]},
    "a choice, or field: step lines": {"anyOf": [_ID, {"type": "object", "additionalProperties": _ID}]},
}


def schema_of(form: Format) -> Schema:
    """The schema of one file of the format."""
    inner = _scene() if form.shape is Scene else _mapping(form.shape)
    outer = {"type": "array", "items": inner} if form.many else inner
    return {"$schema": DRAFT, "title": form.pattern.removeprefix("**/"), "description": form.says, **outer}


def _scene() -> Schema:
    """A scene names its kind and id in one of five keys."""
    made = _mapping(Scene)
    begin = "begin with one of " + ", ".join(KINDS) + ", and the id of the scene"
    one: Schema = {
        "if": {"type": "object", "not": {"anyOf": [{"required": [kind]} for kind in KINDS]}},
        "then": {"required": [KINDS[0]], "errorMessage": begin},
    }
    never: Schema = {"const": "", "errorMessage": "a scene is of one kind; keep one of " + ", ".join(KINDS)}
    alone = [{"if": {"type": "object", "required": list(pair)}, "then": never} for pair in combinations(KINDS, 2)]
    named = {kind: PLAIN["id"] | {"description": f"a scene: {kind}, and its id"} for kind in KINDS}
    return {
        **made,
        "properties": {**named, **made["properties"]},
        "allOf": [one, *alone],  # not `oneOf`: editors would offer the keys of one kind only, and say it badly
        "defaultSnippets": [_snippet(kind) for kind in ("document", "event")],
    }


def _snippet(kind: str) -> Schema:
    """What an editor offers for a new scene."""
    choice = {"choice": "$5", "say": "$6", "stance": "$7", "after": "$8"}
    body = {kind: "$1", "turn": "$2", "title": "$3", "text": "$4", "choices": [choice], "basis": "invented"}
    return {"label": f"a new {kind}", "description": f"{kind} with a choice", "body": {**body, "sources": []}}


def _mapping(cls: type[Any]) -> Schema:
    """A frozen class: its keys with their sentences, and which of them must be there."""
    properties: Schema = {}
    required: list[str] = []
    for field in attrs.fields(cls):
        if "kind" not in field.metadata:
            continue
        name = str(field.metadata["key"] or field.name)
        properties[name] = {"description": _sentence(field), **_kind(field.metadata["kind"])}
        if field.default is attrs.NOTHING:
            required.append(name)
    made: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    return made | ({"required": required} if required else {})


def _sentence(field: attrs.Attribute[Any]) -> str:
    """What an editor shows of a key: what it is for, of what kind, and what holds where it is left out."""
    kind = field.metadata["kind"]
    named = kind if isinstance(kind, Kind) else shape(kind)
    left_out = "" if field.default is attrs.NOTHING else " May be left out" + _instead(field.default) + "."
    return f"{field.metadata['doc']} ({named.name}).{left_out}"


def _instead(default: object) -> str:
    if isinstance(default, bool):
        return f": {'yes' if default else 'no'}"
    return f": {default}" if isinstance(default, str | int | float) and default not in ("", float("inf")) else ""


def _kind(kind: Kind | type[Any]) -> Schema:
    """Any value a key can have."""
    if not isinstance(kind, Kind):
        return _mapping(kind)
    if kind.words:
        return {"type": "string", "enum": list(kind.words)}
    if kind.values is not None:
        return {"type": "object", "additionalProperties": _kind(kind.values)}
    if kind.name in PLAIN:
        return dict(PLAIN[kind.name])
    if kind.items is kind.read or kind.items is None:
        raise LookupError(f"no schema for {kind.name}")
    if kind.name.startswith("list: "):
        items = _kind(kind.items)
        whole: Schema = {"type": "array", "items": items}
        return {"anyOf": [whole, items]} if kind.single else whole
    return _mapping(kind.items)
