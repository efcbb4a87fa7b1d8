"""Agreement between annotators: numbers only, on arrays; usable without a database."""
