"""What stands around every page: the rail, the bar, the palette, the keys."""
