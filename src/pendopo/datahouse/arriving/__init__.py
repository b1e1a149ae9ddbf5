"""Files on their way in: received whole or in parts, kept until they are stored as a version or swept."""
