"""How others read YAML: with every scalar as text, as our door does, and with the types of YAML 1.2, as editors do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from game.script.faults import Place
from game.script.nodes import Listing, Mapping, Node, Text

HERE = Place("here")


class Texts(yaml.SafeLoader):
    """Every scalar is text."""


class Core(yaml.SafeLoader):
    """The core schema of YAML 1.2: `yes` is text, `12` is a number, `true` is neither."""


Texts.yaml_implicit_resolvers = {}
Core.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL", "~nN"),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^({_pattern})$"), list(_first))


def as_texts(text: str) -> Any:
    """What our door makes of it, as plain data."""
    return yaml.load(text, Texts)


def as_editors(text: str) -> Any:
    """What an editor makes of it."""
    return yaml.load(text, Core)


def node(data: Any) -> Node:
    """Plain data of texts as the nodes that shapes read."""
    if isinstance(data, dict):
        return Mapping(tuple((Text(str(k), HERE), node(v)) for k, v in data.items()), HERE)
    if isinstance(data, list):
        return Listing(tuple(node(v) for v in data), HERE)
    return Text(str(data), HERE)


def files(root: Path) -> list[Path]:
    """Every file of scenarios under a folder."""
    return sorted(p for p in root.rglob("*.yaml") if "text" not in p.parts)
