"""One declared machine a file: the process, session, transfer and callback states of the platform."""
