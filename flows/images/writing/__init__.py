"""The signature workshop: from a photo of a written name to black on white."""
