"""What happens in a trainee's own CoP? Charter, member, session, sign-in, shared values, agreement, debrief."""
