"""Fixtures of this room."""

from __future__ import annotations

from tests.session.granary_story import story

__all__ = ["story"]
