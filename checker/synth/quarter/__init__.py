"""A quarter's returns of several providers, with what is wrong only between them."""

from checker.synth.quarter.faults import FAULTS, parse_quarter_faults
from checker.synth.quarter.writing import FAULTS_FILE, PROFILE_FILE, write_quarter

__all__ = ["FAULTS", "FAULTS_FILE", "PROFILE_FILE", "parse_quarter_faults", "write_quarter"]
