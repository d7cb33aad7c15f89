"""How does a message reach somebody? Rendering in their language, delivery, the log, and the sample year's mailbox."""
