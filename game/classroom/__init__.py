"""A class that plays: rooms, seats, what was signed first, what may be shown. Knows no HTTP and no terminal."""
