"""A run after the desk: views of what was told, what was so and why, then words, data and files. Changes no game."""
