"""What is read: files to articles, articles to units."""
