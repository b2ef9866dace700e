"""Broken inputs for each source, made from its samples, and the reading of them."""
