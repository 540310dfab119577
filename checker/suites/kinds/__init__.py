"""The builders of the types of expectation, by what they look at; `known.py` gathers them."""
