"""The nouns of a brief, and what several steps must agree on: what is quoted, named, cited, and where it stands."""
