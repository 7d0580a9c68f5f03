"""The grammar of expressions, by precedence climbing: or, and, not, comparison, + -, * /, minus, **.

Limits hold while parsing (nodes and depth), so that no text can exhaust the interpreter.
"""

from __future__ import annotations

from attrs import define

from game.script.faults import Place
from game.script.lexer import Token, fault, tokens
from game.script.syntax import (
    Arithmetic,
    Call,
    Compare,
    Expr,
    Logic,
    Name,
    Negate,
    NoiseCall,
    Not,
    Number,
    SceneRef,
    TableCall,
)

MOST_NODES = 200
MOST_DEPTH = 20
COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
SCENE_CALLS = ("seen", "visits", "turns_since")
ARGUMENTS = {"min": (2, 8), "max": (2, 8), "clamp": (3, 3), "round": (1, 2), "when": (3, 3)}
CALLS = (*ARGUMENTS, *SCENE_CALLS, "table", "noise")
LEVELS = (("or",), ("and",))
MOST_TREES = 20_000
_trees: dict[str, Expr] = {}


def parse(text: str, place: Place) -> Expr:
    """The tree of an expression. Raises ScriptError with the exact column.

    A tree knows offsets in its text and nothing of where that stands, so one is made for each text and shared.
    """
    known = _trees.get(text)
    if known is None:
        known = parse_afresh(text, place)
        if len(_trees) >= MOST_TREES:
            _trees.clear()
        _trees[text] = known
    return known


def parse_afresh(text: str, place: Place) -> Expr:
    """The same, whatever was read before."""
    parser = _Parser(list(tokens(text, place)), place)
    expr = parser.logic(0)
    parser.expect_end()
    return expr


@define
class _Parser:
    """Reads tokens from left to right."""

    rest: list[Token]
    place: Place
    position: int = 0
    nodes: int = 0
    depth: int = 0

    @property
    def here(self) -> Token:
        return self.rest[self.position]

    def take(self) -> Token:
        token = self.here
        self.position += 1
        return token

    def accept(self, *texts: str) -> Token | None:
        return self.take() if self.here.kind in ("op", "name") and self.here.text in texts else None

    def expect(self, text: str) -> Token:
        found = self.accept(text)
        if found is None:
            seen = f"`{self.here.text}`" if self.here.text else "the end"
            raise fault("expression-syntax", self.place, self.here.at, "expected", wanted=text, seen=seen)
        return found

    def expect_end(self) -> None:
        if self.here.kind != "end":
            branch = self.here.text in ("if", "else")
            hint = "use `when(condition, a, b)` to choose a number" if branch else self._spaced()
            raise fault("expression-syntax", self.place, self.here.at, sign=self.here.text, hint=hint)

    def _spaced(self) -> str:
        """Two names side by side are often one, with a space in it."""
        before, here = self.rest[self.position - 1], self.here
        if before.kind != "name" or here.kind != "name" or {before.text, here.text} & {*CALLS, "not"}:
            return ""
        return f"put `and`, `or` or a sign between them; if it is one name, write `{before.text}_{here.text}`"

    def made(self, expr: Expr) -> Expr:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise fault("expression-size", self.place, self.here.at, "parts", most=MOST_NODES)
        return expr

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise fault("expression-depth", self.place, self.here.at, most=MOST_DEPTH)

    def logic(self, level: int) -> Expr:
        if level == len(LEVELS):
            return self.negation()
        left = self.logic(level + 1)
        while token := self.accept(*LEVELS[level]):
            left = self.made(Logic(token.text, left, self.logic(level + 1), token.at))
        return left

    def negation(self) -> Expr:
        if token := self.accept("not"):
            self.deeper()
            expr = self.made(Not(self.negation(), token.at))
            self.depth -= 1
            return expr
        return self.comparison()

    def comparison(self) -> Expr:
        left = self.sums()
        if token := self.accept(*COMPARISONS):
            left = self.made(Compare(token.text, left, self.sums(), token.at))
            if self.here.text in COMPARISONS:
                raise fault("expression-chain", self.place, self.here.at)
        return left

    def sums(self) -> Expr:
        left = self.products()
        while token := self.accept("+", "-"):
            left = self.made(Arithmetic(token.text, left, self.products(), token.at))
        return left

    def products(self) -> Expr:
        left = self.minus()
        while token := self.accept("*", "/"):
            left = self.made(Arithmetic(token.text, left, self.minus(), token.at))
        return left

    def minus(self) -> Expr:
        if token := self.accept("-"):
            self.deeper()
            expr = self.made(Negate(self.minus(), token.at))
            self.depth -= 1
            return expr
        return self.power()

    def power(self) -> Expr:
        base = self.atom()
        if token := self.accept("**"):
            self.deeper()
            expr = self.made(Arithmetic("**", base, self.minus(), token.at))
            self.depth -= 1
            return expr
        return base

    def atom(self) -> Expr:
        token = self.take()
        if token.kind == "number":
            return self.made(Number(float(token.text), token.at))
        if token.kind == "name":
            if self.here.text == "(":
                return self.call(token)
            if self.here.text == ".":
                raise fault("expression-dot", self.place, self.here.at)
            if token.text in ("and", "or", "not", "if", "else"):
                raise fault("expression-syntax", self.place, token.at, sign=token.text)
            return self.made(Name(token.text, token.at))
        if token.text == "(":
            self.deeper()
            inner = self.logic(0)
            self.expect(")")
            self.depth -= 1
            return inner
        what = f"`{token.text}`" if token.text else "the end"
        raise fault("expression-syntax", self.place, token.at, "value", seen=what)

    def call(self, token: Token) -> Expr:
        from game.script.faults import nearest

        if token.text not in CALLS:
            hint = nearest(token.text, CALLS) or "there are: " + ", ".join(CALLS)
            raise fault("unknown-function", self.place, token.at, name=token.text, hint=hint)
        self.expect("(")
        self.deeper()
        if token.text in SCENE_CALLS:
            expr = self.scene_reference(token)
        elif token.text == "noise":
            expr = self.made(NoiseCall(self.word(), token.at))
        elif token.text == "table":
            name = self.word()
            self.expect(",")
            expr = self.made(TableCall(name, self.logic(0), token.at))
        else:
            args = [self.logic(0)]
            while self.accept(","):
                args.append(self.logic(0))
            low, high = ARGUMENTS[token.text]
            if not low <= len(args) <= high:
                many = f"{low}" if low == high else f"{low} to {high}"
                raise fault("argument-count", self.place, token.at, name=token.text, takes=many, given=len(args))
            expr = self.made(Call(token.text, tuple(args), token.at))
        self.expect(")")
        self.depth -= 1
        return expr

    def scene_reference(self, token: Token) -> Expr:
        scene = self.word()
        rest: list[str] = []
        while self.accept("."):
            rest.append(self.word())
        return self.made(SceneRef(token.text, scene, tuple(rest), token.at))

    def word(self) -> str:
        token = self.take()
        if token.kind != "name":
            raise fault("expression-syntax", self.place, token.at, "id")
        return token.text
