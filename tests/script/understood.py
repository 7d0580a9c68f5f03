"""The granary with something of everything that helps to understand a run."""

DEBRIEF = """calendars:
  - calendar: weeks
    periods:
      - period: first
        turns: [week_one]
      - period: second
        turns: [week_two]
      - period: third
        turns: [week_three, afterwards]
questions:
  - question: who
    ask: Who measures?
"""
PAPERS = """ratchet:
  calendar: weeks
  lead: Read down.
  columns:
    - column: stored
      label: Store
      note: what was in store, in sacks.
      is: grain
      fold: last
      format: one
    - column: shared
      label: Share
      note: what a head got, in sacks.
      is: grain
      per: per_head
      format: two
  say:
    - when: first
      text: |
        It begins with {stored | one} sacks.
    - when: stored < last_stored and seen(letter.burn)
      text: |
        Smoke was seen. It fell from {last_stored | one} to {stored | one}.
    - text: |
        It fell to {stored | one}, with the yard {mood | words}.
  caution: Mice are not in it.
  sources: [almanac]
signatures:
  - paper: measure
    title: The measure
    when: seen(measure)
    ordered: |
      Nobody.
    reported: |
      You, {if seen(measure.amount.heaped)}heaped{else}level{end}.
    knew: |
      The mice.
    gained: |
      Whoever was first.
    paid: |
      Whoever was last.
    sources: [almanac]
  - paper: never
    title: A paper that did not come
    when: visits(letter) > 5
    ordered: |
      A.
    reported: |
      B.
    knew: |
      C.
    gained: |
      D.
    paid: |
      E.
    sources: [almanac]
silences:
  - silence: letter
    title: Wen's letter
    said: |
      Please answer.
    when: seen(letter)
    sources: [almanac]
    outcomes:
      - is: passed
        when: seen(letter.answer)
        where: To the yard.
        by: You.
      - is: stopped
        when: seen(letter.burn)
        where: In the stove.
        by: You, with a match.
"""
DOSSIER = """heading: File of the store.
most_words: 60
most_missing: 1
rest: There is more.
opening:
  - text: |
      The keeper.
  - when: sealed
    text: |
      A seal was used.
closing:
  - text: |
      The file is closed.
missing:
  - when: seen(letter.burn)
    text: |
      the letter.
  - text: |
      the mice
events:
  - at: week_two
    when: seen(letter.burn)
    text: |
      Smoke was seen, with {grain | int} sacks in store.
weights:
  letter: 3
"""
TEACHING = """card:
  say: Two questions.
  candidates:
    - scene: letter
      when: seen(letter.burn)
      understand: |
        How did it come about?
      justify: |
        Was it right?
    - scene: tally
      understand: |
        How was it counted?
      justify: |
        Was it so?
page:
  title: Write a page
  prompt: |
    There were {grain | int} sacks. Say so.
  readers:
    - reader: wen
      label: Wen Da
      note: He can read.
    - reader: miller
      label: The miller
      note: He cannot.
  sources: [almanac]
questions:
  - when: seen(letter.burn)
    ask: |
      What was in it?
sheets:
  - sheet: log
    title: A log
    lead: Fill it in.
    asks:
      - ask: Who wrote it?
        lines: 2
      - when: seen(letter.frame)
        ask: Who framed it?
    heads: [Paper, Counted]
    papers: [letter, tally, bench_note]
    empty: 2
notes:
  - title: For whom
    say: For a class.
    sources: [almanac]
"""
WHOLE = {"debrief.yaml": DEBRIEF, "papers.yaml": PAPERS, "dossier.yaml": DOSSIER, "teaching.yaml": TEACHING}
FILED = [
    ("    - choice: answer\n", "    - choice: answer\n      file: A letter was answered.\n"),
    ("    - choice: burn\n", "    - choice: burn\n      file: No letter was received, mood {mood | words}.\n"),
    ("        - step: heaped\n", "        - step: heaped\n          file: The measure was {measure_out | one}.\n"),
    ("        - step: wax\n", "        - step: wax\n          file: The door was sealed.\n"),
]
