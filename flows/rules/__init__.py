"""Rules judge the whole application and answer findings with their source."""
