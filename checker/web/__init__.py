"""The checker as a page: on the user's own machine, or hosted for others.

One process takes uploads, keeps results in memory and answers; it never looks into a file that it
was handed. Each return is checked in a process of its own, which ends with it.
"""
