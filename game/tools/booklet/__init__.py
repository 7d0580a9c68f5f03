"""A lesson as a printed booklet: what is on its pages is worked out by playing, and true for whoever turns to them."""
