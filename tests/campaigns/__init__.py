"""Long campaigns that are run by hand: `uv run python -m tests.campaigns.NAME`."""
