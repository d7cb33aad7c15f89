"""Who gets in, and what do they see there?"""
