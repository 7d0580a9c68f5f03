"""One player's pages, for whoever plays alone and for a seat in a class."""
