"""The visit around the questions: facts, people, interviews, where it stands."""
