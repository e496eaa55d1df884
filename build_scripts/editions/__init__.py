"""A built site -> what readers take along: a folder, its zip, a single file and a book; and whether a copy is whole."""
