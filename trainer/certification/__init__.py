"""When is somebody a Certified CoP Facilitator? Criteria, evidence, sign-off, decision, credential, public check."""
