"""Fixtures of this room."""

from __future__ import annotations

from granary_story import granary, story

__all__ = ["granary", "story"]
