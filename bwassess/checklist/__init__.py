"""What is asked: clusters, compliance points, questions, national law. Pure."""
