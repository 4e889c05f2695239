"""What is seen of a vault that is locked, or not made yet."""
