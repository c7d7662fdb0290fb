"""From quantities to statements: what a number says, of what, for which year.

Start at `find.find_statements`. The modules in the order of their work:

- `clauses` cuts sentences; `wording` holds the word classes, `tokens` the segmenter's words
- `inner_numbers` sets numbers aside that stand inside a name (过亿元企业) or are adverbs (五年累计)
- `readings` what is read of one number; `tails`, `links` what stands directly before it;
  `left_nouns`, `right_nouns`, `awards`, `coordination` the names; `indicators` puts them together
- `drafts`, `names` carry names over from clause to clause and fill in what is left out
- `changes`, `roles`, `periods`, `measures`, `facets`, `canonical` decide; `making` writes the records
- `milestones`, `milestone_statements` what was reached without a number; `repeats` the same fact twice
"""
