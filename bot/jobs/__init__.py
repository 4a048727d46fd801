"""What runs beside the conversations."""
