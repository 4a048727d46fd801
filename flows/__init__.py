"""The core: what is asked, what is valid, what happens. Imports nothing else of this product."""
