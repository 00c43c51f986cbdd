"""How fast, how much memory, how long: `bench` for a letter stage by stage, `soak` for a hundred thousand of them.

    variation.py  other names, places, numbers and words in a text   ->  letters.py  any number of letters that differ
    letters.py    -> bench.py (stages, whole program, rivals), soak.py (a long run)
    stock.py      the way of a day's work with natasha and regular expressions, scored like the program
"""
