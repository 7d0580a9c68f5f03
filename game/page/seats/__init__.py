"""A class on pages: the door, the seats, and what the class does together."""
