"""The small HTTP layer under /api/v1: routes, JSON by msgspec, problem+json, bearer keys, OpenAPI."""
