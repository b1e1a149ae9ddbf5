"""Looking over all apps: what operations tell is gathered as evidence for indicators. No tables."""
