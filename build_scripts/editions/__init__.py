"""A built site -> the offline editions: a folder, and the files that ``kinds.py`` lists; and whether a copy is as published."""
