"""What is kept: an append-only log of what annotators did, and everything that follows from it."""
