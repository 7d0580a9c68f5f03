"""The fast way to play: every scene a function over one list. No reasons; words only when asked. The same states."""
