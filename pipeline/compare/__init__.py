"""The cross-year comparison: bundles of one body in, trajectories and verdicts out."""
