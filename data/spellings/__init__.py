"""How people write numbers, dates and periods."""
