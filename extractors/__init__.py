"""What taizhang knows of Chinese official prose. Touches no file but its own word lists.

The map: `stages` lists the steps in the order they run; `nlp` hangs them into one spaCy pipeline;
`records` has every record type; `grammar/` reads numbers, units, periods and bounds from plain
strings; `lexicons/` holds words as data.
"""
