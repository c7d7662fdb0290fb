"""From quantities to statements: what a number says, of what, for which year.

Start at `find.find_statements`. The modules in the order of their work: `clauses` cuts sentences,
`wording` holds the compiled word classes, `noun_phrases` finds where a name begins and ends, `indicators`
finds the words that name what is measured, `changes` reads differences, `roles` and `periods` decide role and
period, `facets` and `canonical` name the indicator so that it meets itself again, `milestones` finds what
was reached without a number, `repeats` links the same fact told twice.
"""
