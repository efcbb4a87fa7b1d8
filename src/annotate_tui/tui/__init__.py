"""The screens: keys become calls of the labelling session, its state becomes pictures."""
