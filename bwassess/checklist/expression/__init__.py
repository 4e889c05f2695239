"""The ODK dialect of XPath 1.0: read once to a tree, compiled once to closures.

`parse` reads, `write` prints, `compile_expression` makes what is evaluated, and
`graph` says what must be evaluated again after a change.
"""
