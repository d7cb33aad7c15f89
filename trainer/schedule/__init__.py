"""What is offered, when and where? Program year, offering, session, place, version of the published schedule."""
