"""In the field: one column, large targets, the own casussen and actions and nothing else."""
