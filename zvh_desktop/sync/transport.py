"""HTTP to the regional server: the only place that speaks to a network."""
