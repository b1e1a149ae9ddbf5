"""The public site: find a service, read its standard, see the published index. Composes queries of the apps below; no tables."""
