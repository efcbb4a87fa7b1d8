"""What an annotator does, without any screen."""
