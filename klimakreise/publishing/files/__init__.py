"""Uploaded files, from the first look at their bytes to sending them: kinds, checks, pictures in sizes, texts, storage."""
