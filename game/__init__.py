"""Ten Thousand Jin: a desk, a county, a record. Rooms point downward only; see docs/developers/house.md."""

__version__ = "0.1.0"
