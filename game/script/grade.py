"""How hard a text is to read: the Flesch-Kincaid school grade, from words, sentences and syllables. A counting rule.

Written out here because the libraries that count it bring a word list to be downloaded, or a dictionary larger than the
game, to every student's machine. The tests hold the syllables against the CMU Pronouncing Dictionary instead.

A number counts as one word with a syllable a digit, near to how it is read aloud. A paragraph ends a sentence, and so
does a line that keeps its columns, since the rows of a return have no full stops.
"""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import frozen

_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+(?:[.,]\d+)*")
_END = re.compile(r"[.?!]+[\"')*]*(?=\s|$)")
_KEPT = re.compile(r"^(?: {2,}|\|).*$", re.MULTILINE)  # a line of columns: a sentence to itself
_VOWELS = re.compile(r"[aeiouy]+")
_INNER = re.compile("|".join(f"(?<={part})(?=[a-z]{{2}})" for part in (
    "some", "where", "house", "note", "home", "type", "fore", "nine", "store", "time", "life", "line", "place", "gate",
)))  # fmt: skip
_HISSING = re.compile(r"(?:s|x|z|ch|sh|ce|ge|se|ze)$")
_SILENT = (
    re.compile(r"[^aeiouylr]e$|[aeiouyr][lr]e$|[aeiou]e$(?<![aeiou]{2})"),
    re.compile(r"(?:[^aeioutdlr]|[aeiouyl]l|[aeiouyr]r)ed$"),
    re.compile(r"(?:[^aeiouyscxzghlr]|[^cs]h|[aeiouyl]l|[aeiouyr]r)es$"),
    re.compile(r"[aeiouy][^aeiouy]+e(?:ly|ments?|ful|less|ness)$"),
)
_APART = re.compile(
    r"(?<![ctsgl])i[ao](?!u)|iu[ms]|(?<![qg])ua(?=l|r[yi]|t)|(?<!p)eo(?!u)|[aeiou](?=ing)|y(?=ing)|oe(?=v)|coo(?=p|r)"
    r"|quie|[^p]ier$|sm$|[aeiou]y[aeiou]|[dr]ien[ct]"
)
_IRREGULAR = {
    "people": 2, "evening": 2, "evenings": 2, "idea": 3, "ideas": 3, "business": 2, "area": 3, "areas": 3, "real": 1,
    "being": 2, "create": 2, "created": 3, "science": 2, "poem": 2, "poems": 2, "eye": 1, "eyes": 1, "cadre": 2,
    "cadres": 2, "cruel": 2,
}  # fmt: skip


@frozen
class Size:
    """What a grade is worked out from; sizes of several texts add up."""

    words: float = 0.0
    sentences: float = 0.0
    syllables: float = 0.0

    def __add__(self, other: Size) -> Size:
        return Size(self.words + other.words, self.sentences + other.sentences, self.syllables + other.syllables)

    def share(self, parts: int) -> Size:
        """The mean of so many texts that were added up."""
        return Size(self.words / parts, self.sentences / parts, self.syllables / parts)

    @property
    def grade(self) -> float:
        """The school grade at which such a text is read; 0 for nothing."""
        if not self.words:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59


def size(text: str) -> Size:
    """The size of a text."""
    plain = _KEPT.sub(lambda line: f"\n\n{line.group()}\n\n", text.replace("\u2019", "'"))
    words = sentences = syllables = 0
    for paragraph in re.split(r"\n\s*\n", plain):
        for sentence in _END.split(" ".join(paragraph.split())):
            found = _TOKEN.findall(sentence)
            words += len(found)
            sentences += bool(found)
            syllables += sum(count_syllables(word) for word in found)
    return Size(words, sentences, syllables)


@lru_cache(maxsize=50_000)
def count_syllables(word: str) -> int:
    """The syllables of a word, or the digits of a number."""
    if word[0].isdigit():
        return sum(c.isdigit() for c in word)
    plain = word.lower()
    if plain.endswith("'s"):
        return count_syllables(plain[:-2]) + bool(_HISSING.search(plain[:-2]))
    plain = plain.replace("'", "").replace("every", "evry")
    if plain in _IRREGULAR:
        return _IRREGULAR[plain]
    parts = [part for part in _INNER.split(plain) if part]
    return max(1, sum(_of_part(part) for part in parts))


def _of_part(part: str) -> int:
    count = len(_VOWELS.findall(part)) + len(_APART.findall(part))
    return count - sum(bool(rule.search(part)) for rule in _SILENT)
