"""The ODK dialect of XPath 1.0: read once to a tree, compiled once to closures.

`syntax` reads and prints, `compiling` makes what is evaluated and says what it looks
at, and `nodes` is what a form must be for that. Where the engines of ODK disagree,
`docs/xlsform.md` says which is followed.
"""
