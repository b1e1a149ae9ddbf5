"""Pages of the roadmap."""
