"""The rules of the inventory: parts, attributes, relations, findings, drawing. Pure."""
