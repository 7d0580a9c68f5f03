"""Every legal play of a scenario with equal states merged; or, where those are too many, as many as a budget allows."""
