"""The report: looked at inside the program, stopped, saved."""
