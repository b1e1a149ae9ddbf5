"""Printed matter: pages for paper, typeset as PDF."""
