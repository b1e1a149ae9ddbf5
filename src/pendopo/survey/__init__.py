"""The satisfaction survey (SKM): codes, answers, the index (IKM) and its publication. Below queue: it cannot see tickets."""
