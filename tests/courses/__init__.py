"""Is what the curriculum authors wrote complete and in order?"""
