"""How fast are the pages that matter, and do they stay so with 100,000 people? Measured beside three references."""
