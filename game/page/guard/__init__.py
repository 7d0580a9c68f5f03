"""The door of the pages: who may ask, how much, how long; and what is said where something went wrong."""
