"""Do the figures for reliability and security hold in full? Each trial breaks something on purpose first."""
