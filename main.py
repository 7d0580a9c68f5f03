"""Start the game. Everything else is in game.cli."""

import signal
import sys

INTERRUPTED = 130


def start() -> int:
    """Run a command. Ctrl-C before its first line, or a second one after the first, ends it in silence too."""
    try:
        from game.cli import main

        return main()
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # what is left is the system's to clear away


if __name__ == "__main__":
    sys.exit(start())
