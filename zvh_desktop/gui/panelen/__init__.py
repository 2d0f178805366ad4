"""Larger parts of pages: shown by more than one page, or too large to stand in one."""
