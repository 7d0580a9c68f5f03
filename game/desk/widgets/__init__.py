"""The pieces a screen is put together from: each takes views and shows them, and asks nothing of the game."""
