"""What is said of a whole class, as slides for a projector: each with its question and its minutes. Data first."""
