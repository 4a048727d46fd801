"""What stands on photographed certificates, dismissal letters and ID cards, as proposals."""
