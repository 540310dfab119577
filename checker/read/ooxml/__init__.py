"""Workbooks in Open XML (.xlsx, .xlsm), both variants of the format."""
