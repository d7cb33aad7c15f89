"""Curriculum: courses and their editions, and what a person has completed of them.

A *course* is a reusable unit of learning (CoP 101, the Refresher, the facilitator cohort); a *module* is a piece
of it with objectives, activities, prompts and a knowledge check; an *edition* is a course as it was loaded from
the folder courses/. Standing is what follows from a person's completions, and other rooms read it here.
"""
