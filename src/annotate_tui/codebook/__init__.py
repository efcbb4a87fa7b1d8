"""What is asked: the codebook, and the rules of what it asks of which unit."""
