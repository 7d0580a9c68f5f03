"""State, turns, rules, chance, reasons. Pure: no files, no clock, no globals; the same decisions give the same run."""
