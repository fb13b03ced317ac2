"""The Station page: where pictures come from, and what else a station is set to."""
