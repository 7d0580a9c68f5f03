"""The teacher's board in the terminal: who is where, never what was signed. Knows a `Room`, and no HTTP."""
