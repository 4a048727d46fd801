"""Pictures that the product draws."""
