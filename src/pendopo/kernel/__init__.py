"""What every app may rely on: time, days, identifiers, exact decimals, people who act, errors. Pure Python."""
