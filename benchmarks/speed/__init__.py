"""The checker beside the tools that somebody could take instead: equal work, one oracle, one run.

`make bench` runs `python -m benchmarks.speed` and writes benchmarks/RESULTS.md and results.svg.
"""
