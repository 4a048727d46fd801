"""Login on the portal and binding a chat to a person."""
