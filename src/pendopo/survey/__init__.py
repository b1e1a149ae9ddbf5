"""The satisfaction survey (SKM): codes, answers, the index (IKM). Below queue: it cannot see tickets."""
