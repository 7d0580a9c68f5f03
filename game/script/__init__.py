"""The scenario: from YAML files to a checked, frozen model. Knows nothing of turns being played."""
