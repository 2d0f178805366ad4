"""Pages of the window, one module or package each, built at the first visit."""
