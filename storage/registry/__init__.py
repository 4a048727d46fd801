"""The registry port's implementations."""
