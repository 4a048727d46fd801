"""One file per flow; `flows.catalogue` finds them."""
