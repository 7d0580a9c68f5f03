"""The screens: each composes widgets, forwards keys to the game, and holds no rule of play."""
