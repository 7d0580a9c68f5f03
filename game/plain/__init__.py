"""The linear text face: the whole game as numbered text for screen readers, pipes and tests. No colour, no boxes."""
