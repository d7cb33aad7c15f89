"""How does a message reach somebody, and what do people say to each other? Delivery, the log, discussions."""
