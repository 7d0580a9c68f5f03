"""The engine's version: it changes when the same scenario and decisions would give another run."""

ENGINE = 2
