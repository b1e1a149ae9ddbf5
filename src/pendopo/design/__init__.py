"""The one look: page shell, components, built assets, languages, and what people see when something is refused."""
