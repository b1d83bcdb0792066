"""What learning from few answers is worth: curves, attacks, coverage and time, on invented worlds."""
