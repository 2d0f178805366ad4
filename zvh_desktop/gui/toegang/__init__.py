"""The screens before a vault is open: unlock, begin, recover, put back, and setting up a new vault."""
