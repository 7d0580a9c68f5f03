"""The HTML face: the whole game as pages that a server makes, without a script and without a state of its own."""
