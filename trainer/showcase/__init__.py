"""Who presents what to whom? Call, proposal, co-presenter, committee, review, slot, program, presentation held."""
