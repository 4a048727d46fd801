"""Questions and guide for everybody, without a login: public pages and what they share."""
