"""Finding requisites, people, organisations, dates and contacts in the text of an official letter."""
