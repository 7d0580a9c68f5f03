"""What is said of many runs together, part by part: pure, and nothing that is one run's own."""
