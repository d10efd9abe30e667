"""Measurements of the software against itself and against what else there is: ratios taken in one run, never tests."""
