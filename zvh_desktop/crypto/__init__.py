"""Keys and seals: bytes in, bytes out; knows no files."""
