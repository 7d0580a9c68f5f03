"""One synthetic story, described once and written for this engine and for its peers, so that all play the same."""
