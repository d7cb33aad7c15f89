"""Which house is this?"""
