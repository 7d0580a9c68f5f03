"""The words of a scenario in other languages: where each stands, overlays that put others in their place."""
