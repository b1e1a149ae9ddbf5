"""The public site: find a service, read its standard, see the published index. Composes queries; has no tables."""
