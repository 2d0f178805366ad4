"""The trade: plain values in, plain values or our own errors out. No clock, no file, no Qt, no SQL."""
