"""Warnings of `check`: what a scenario may say and probably does not mean. Pure functions over what was read."""
