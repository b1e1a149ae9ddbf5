"""Answers of earlier surveys, read from files: what is in them, what does not fit, and where.

`sheets` makes rows of text of a file, `headings` says what each column is, `cells` reads single values, `reading`
puts it together. Nothing here changes anything: what comes out is looked at first, and brought in as a whole.
"""
