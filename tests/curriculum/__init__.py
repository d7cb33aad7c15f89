"""Do the rules, the reading and the actions of curriculum hold?"""
