"""What `screen.py` needs: a terminal with a clock, and the smallest programs to compare with."""
