"""One Game for every face: views out, decisions in; journal, run code, rewind. A face never sees the state."""
