"""How does somebody prove who they are? Account, password, session; the one room inside a room that knows Flask-Security."""
