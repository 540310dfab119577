"""Frozen dataclasses that every stage shares. No behaviour lives here."""
