"""Ways to reach people: thin adapters over one dialogue."""
