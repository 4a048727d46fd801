"""What the product is measured by."""
