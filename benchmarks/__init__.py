"""Side-by-side runs against peers and the physical limit: ``python -m benchmarks`` prints one table of ratios."""
