"""Hands: a number for each letter; then what is signed, by the count or by a discussion; and every vote so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

from attrs import frozen
from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from game.classroom.views import Ballot, BallotRow
from game.classroom.votes import leader, letter
from game.debrief.group.votes import Voted
from game.desk.content import FAINT, line, stack
from game.desk.screens.asking import AskLine
from game.desk.screens.lists import ListScreen
from game.desk.screens.once import Once
from game.desk.screens.reading import ReadingScreen
from game.desk.widgets.ask import hung
from game.desk.widgets.foot import Foot
from game.script.tongue import N_, _, ngettext

if TYPE_CHECKING:
    from game.desk.board.app import BoardApp

Counts = Mapping[str, Mapping[str, int]]
Sign = Callable[[Mapping[str, str], str], None]
HAND = "▪"
MOST_DRAWN = 40
MANY_HANDS = 200  # more in one line is asked about: it is nearly always two numbers that ran together


class HandsScreen(Once["Counts | None"]):
    """A number beside every letter. Dismissed with the counts, or None. What is left empty is nought."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", N_("close"), key_display="esc"),
        Binding("enter", "next_line", show=False, priority=True),
        Binding("down", "app.focus_next", N_("next")),
        Binding("up", "app.focus_previous", N_("before")),
    ]

    def __init__(self, ballot: Ballot, says: str) -> None:
        super().__init__(classes="reading hands")
        self.ballot, self.says = ballot, says
        self.doubted: set[str] = set()

    def compose(self) -> ComposeResult:
        """A line for each answer."""
        with Vertical(classes="sheet"):
            yield Static(stack([line(self.ballot.title, "bold"), line(self.says, FAINT)], gap=0), classes="heading")
            with VerticalScroll(can_focus=False):
                for number, row in enumerate(self.ballot.rows):
                    if row.label:
                        yield Static(line(row.label, FAINT), classes="label")
                    for place, (_name, say) in enumerate(row.answers):
                        with Horizontal(classes="answer"):
                            name = f"hands-{number}-{place}"
                            yield Input(id=name, max_length=4, compact=True, restrict=r"[0-9]*")
                            yield Static(hung(line(f"{letter(place)}  ", "bold"), line(say), 62))
            hint = line(_("Enter goes to the next line, and from the last one on."), FAINT)
            yield Static(hint, id="hint", classes="label")
        yield Foot(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """The first line."""
        self.query(Input).first().focus()

    def action_next_line(self) -> None:
        """On to the next line, before any other key is heard, as keys may come all at once. The last hears its own."""
        lines = list(self.query(Input))
        here = next((place for place, box in enumerate(lines) if box is self.focused), len(lines) - 1)
        if here == len(lines) - 1:
            raise SkipAction
        self.set_focus(lines[here + 1])

    @on(Input.Submitted)
    def _given(self, event: Input.Submitted) -> None:
        event.stop()
        many = (box for box in self.query(Input) if self._count(box) > MANY_HANDS)
        doubtful = [box for box in many if self._mark(box) not in self.doubted]
        if not doubtful:
            self.dismiss(self.counts())
            return
        self.doubted |= {self._mark(box) for box in doubtful}
        doubt = _("{count} hands? If that is right, go on with Enter; if not, type it anew.")
        self.query_one("#hint", Static).update(line(doubt.format(count=self._count(doubtful[0])), "bold"))
        doubtful[0].focus()

    @staticmethod
    def _count(box: Input) -> int:
        return int(box.value or 0)

    @staticmethod
    def _mark(box: Input) -> str:
        """A line with what stands in it: other hands are asked about anew."""
        return f"{box.id}={box.value}"

    def counts(self) -> Counts:
        """What stands in the lines."""
        return {row.field: dict(self._row(number, row)) for number, row in enumerate(self.ballot.rows)}

    def _row(self, number: int, row: BallotRow) -> Iterable[tuple[str, int]]:
        for place, (name, _say) in enumerate(row.answers):
            yield name, self._count(self.query_one(f"#hands-{number}-{place}", Input))

    def action_cancel(self) -> None:
        """Nothing was counted."""
        self.dismiss(None)


@frozen
class Asking:
    """What is signed is asked for row by row, as far as the count does not say it."""

    app: BoardApp
    ballot: Ballot
    counts: Counts
    sign: Sign

    def begin(self) -> None:
        """The count first; where everything has a leader, it can be signed at once."""
        leaders = {row.field: leader(self.counts[row.field]) for row in self.ballot.rows}
        if not all(leaders.values()):
            self.rows([row for row in self.ballot.rows if not leaders[row.field]], {})
            return
        says = [_won(row, self.counts[row.field], leaders[row.field]) for row in self.ballot.rows]
        rows = [
            (stack([line(_("Sign what most hands were raised for:"), "bold"), *map(line, says)], gap=0), True),
            (line(_("A discussion decides otherwise"), "bold"), True),
            (line(_("Back: count again"), "bold"), True),
        ]

        def chosen(place: int | None) -> None:
            if place == 0:
                self.sign({}, "")
            elif place == 1:
                self.rows(list(self.ballot.rows), {})

        self.app.push_screen(ListScreen(self.ballot.title, _("This is how hands were raised."), rows), chosen)

    def rows(self, left: list[BallotRow], found: Mapping[str, str]) -> None:
        """One row after the other, then why."""
        if not left:
            self._why(found)
            return
        row, rest = left[0], left[1:]
        hands = self.counts[row.field]
        lines = [
            (hung(line(f"{letter(n)}  ", "bold"), line(f"{say} ({_raised(hands[name])})"), 72), True)
            for n, (name, say) in enumerate(row.answers)
        ]
        names = [name for name, _say in row.answers]
        first = leader(hands)

        def chosen(place: int | None) -> None:
            if place is not None:
                self.rows(rest, {**found, row.field: names[place]})

        hint = _("What has the class come to?") if first else _("No answer has most hands. What has the class come to?")
        at = names.index(first) if first else 0
        self.app.push_screen(ListScreen(row.label or self.ballot.title, hint, lines, at), chosen)

    def _why(self, found: Mapping[str, str]) -> None:
        def given(reason: str | None) -> None:
            if reason is not None:
                self.sign(found, reason)

        hint = _("In a few words, or nothing; Enter signs. It is kept with the vote.")
        self.app.push_screen(AskLine(_("Why? What was said that decided it?"), hint, empty=""), given)


def ask_what_is_signed(app: BoardApp, ballot: Ballot, counts: Counts, sign: Sign) -> None:
    """Ask what is signed, by the count or by a discussion."""
    Asking(app, ballot, counts, sign).begin()


def _raised(count: int) -> str:
    return ngettext("{count} hand", "{count} hands", count).format(count=count)


def _won(row: BallotRow, hands: Mapping[str, int], first: str) -> str:
    place = next(n for n, (name, _say) in enumerate(row.answers) if name == first)
    said = _("{letter}, {count} of {all}: {say}").format(
        letter=letter(place), count=hands[first], all=sum(hands.values()), say=row.answers[place][1]
    )
    return f"{row.label}: {said}" if row.label else said


def votes_page(votes: tuple[Voted, ...]) -> ReadingScreen:
    """Every vote: what was predicted, how hands were raised, what was signed."""
    return ReadingScreen(
        _("Votes so far"), stack(map(_voted, votes)) if votes else line(_("No vote has been counted yet."))
    )


def _voted(vote: Voted) -> Content:
    parts = [line(f"{vote.decision}. {vote.turn}: {vote.title}", "bold")]
    for row in vote.rows:
        lines = [line(row.label, FAINT)]
        predicted = any(answer.predicted for answer in row.answers)
        for place, answer in enumerate(row.answers):
            mark = "✓" if answer.signed else " "
            lines.append(hung(line(f"{mark} {letter(place)}  ", "bold"), line(answer.say), 72))
            bar = (HAND * min(answer.hands, MOST_DRAWN) + " ").lstrip() + _raised(answer.hands)
            told = _("{bar}, {count} guessed it").format(bar=bar, count=answer.predicted) if predicted else bar
            lines.append(line("     " + told, FAINT))
        if not row.by_hands:
            lines.append(line(_("A discussion decided.")))
        parts.append(stack(lines, gap=0))
    if vote.reason:
        parts.append(line(_("Why: {reason}").format(reason=vote.reason)))
    return stack(parts, gap=0)
