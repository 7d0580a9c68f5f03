"""Machine plays: officials who choose by their lights, bulk runs over seeds, coverage, outcome spread."""
