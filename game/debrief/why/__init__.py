"""Why: for every figure of a run the chain of reasons, and for every paper why it came or did not."""
