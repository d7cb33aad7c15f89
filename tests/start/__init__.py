"""Does it start safely, and refuse when it cannot?"""
