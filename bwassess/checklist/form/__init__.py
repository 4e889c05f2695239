"""A form as it is filled in: what is asked, required, fitting and calculated.

`compile_form` makes a form of a checklist once; a `Filling` is one form being filled,
and computes after each act only what the act reaches. Nothing here knows what an
assessment is.
"""
