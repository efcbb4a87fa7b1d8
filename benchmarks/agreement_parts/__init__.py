"""What `agreement.py` needs: the same work by every package, measured one process at a time."""
