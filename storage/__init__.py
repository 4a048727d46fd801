"""Our database, files on disk and the registry's two implementations."""
