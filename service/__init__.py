"""People and data: storing, serving, importing, and every word a user reads."""
