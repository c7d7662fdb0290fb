"""Plain functions on strings: numerals, units, periods, bounds, headings. No records, no spaCy."""
