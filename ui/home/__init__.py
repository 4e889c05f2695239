"""Where one begins: every assessment, what is next, what needs somebody."""
