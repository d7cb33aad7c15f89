"""Who learns what, and how far have they come? Cohort, enrollment, phase, module progress, knowledge check."""
