"""Graph components of our own: they run in Rasa's environment and import nothing of ours."""
