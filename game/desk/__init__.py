"""The full-screen face. The only room that knows Textual; it shows views and forwards keys, and decides nothing."""
