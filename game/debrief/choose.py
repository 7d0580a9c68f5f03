"""Part of a debrief: some of its sections, or of its timeline what is about certain things. Pure.

A name that is not there is told, with those that are.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from game.debrief.contents_understanding import TO_WRITE_ON
from game.debrief.sheet import Sheet
from game.debrief.timeline import filtered
from game.debrief.views import DebriefView
from game.script.tongue import _
from game.session.door import shown
from game.session.trouble import Misasked


def about(view: DebriefView, tags: Sequence[str]) -> DebriefView:
    """The same debrief, its timeline held to entries with any of these tags."""
    if not tags:
        return view
    line = view.history.timeline
    known = {tag.id: tag.label for tag in line.tags}
    if not known:
        raise Misasked(
            _("there is no timeline here: a run has one once it has ended, and where its story has a record")
        )
    for tag in tags:
        if tag not in known:
            words = ", ".join(f"{name} ({label})" for name, label in known.items())
            raise Misasked(
                _("the timeline has nothing about `{tag}`; it has: {words}").format(tag=shown(tag), words=words)
            )
    return evolve(view, history=evolve(view.history, timeline=evolve(line, events=tuple(filtered(line, tags)))))


def only(sheet: Sheet, parts: Sequence[str]) -> Sheet:
    """The same document, held to these of its sections, in its own order."""
    if not parts:
        return sheet
    known = [section.id for section in sheet.sections]
    for part in parts:
        if part not in known:
            raise Misasked(
                _("this debrief has no part `{part}`; it has: {known}").format(
                    part=shown(part), known=_(", ").join(known)
                )
            )
    kept = tuple(section for section in sheet.sections if section.id in parts)
    if all(section.id.startswith(TO_WRITE_ON) for section in kept):
        return evolve(sheet, sections=kept, kind=_("Sheets to write on"), opening="", about=sheet.played)
    return evolve(sheet, sections=kept)
