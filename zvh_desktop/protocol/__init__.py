"""What devices and server agree on: clock, wire forms, signatures, rights and merge; pure, and shared by both."""
