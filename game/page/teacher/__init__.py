"""What the teacher sees in a browser: the board, the wall for the projector, the slides. On her own machine alone."""
