"""How does somebody prove who they are? Account, password, session: the one place that knows Flask-Security."""
