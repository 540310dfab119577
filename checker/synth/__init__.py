"""Synthetic returns: clean ones, ones with planted faults, and one that is ugly but honest."""

from checker.synth.clean import tables
from checker.synth.faults import FAULTS, Fault, parse_faults, plant
from checker.synth.ground import Planted
from checker.synth.sample import faults_file, sample_bytes, write_sample

__all__ = [
    "FAULTS",
    "Fault",
    "Planted",
    "faults_file",
    "parse_faults",
    "plant",
    "sample_bytes",
    "tables",
    "write_sample",
]
