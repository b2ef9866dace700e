"""polarize."""
