"""The look: page shell, components, built assets, gallery."""
