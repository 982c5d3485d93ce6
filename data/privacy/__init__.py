"""Personal data and labelling words, found before anything is kept."""
