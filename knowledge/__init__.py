"""What to answer: the guide, the FAQ and the search over both, always with sources."""
