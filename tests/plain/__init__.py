"""The plain face, played as it is played: a real program, fed and read through pipes."""
