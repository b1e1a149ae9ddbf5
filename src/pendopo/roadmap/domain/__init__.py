"""Pure rules of the roadmap."""
