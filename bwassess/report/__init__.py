"""What is printed. Pure: no database, no Qt."""
