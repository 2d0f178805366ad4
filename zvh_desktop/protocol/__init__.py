"""What devices agree on: clock and, later, messages and merge; pure and shared with the server."""
