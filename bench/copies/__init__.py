"""Whether copies of a text are found, others are not, and at what cost."""
