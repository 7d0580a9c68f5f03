"""This engine and others on one story in one run: the same choices, and the same figures at the end."""
