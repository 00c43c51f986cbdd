"""The Russian language: morphology, names, noun phrases and witnesses of named entities."""
