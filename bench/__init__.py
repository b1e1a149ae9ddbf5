"""Benchmarks: `./pendopo bench NAME`. Each prints the machine, what it ran, and figures that hold on that machine."""
