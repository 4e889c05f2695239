"""The functions an expression may call, by what they are about.

Those over values stand here; what needs node sets, or more than its arguments' values,
is made in `calls`.
"""
