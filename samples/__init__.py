"""Letters of our own with gold beside them; `python -m samples.make` makes them again."""
