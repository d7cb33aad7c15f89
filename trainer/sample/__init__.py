"""Who lives in the sample year, and what happened to them? Made through the same actions that people use."""
