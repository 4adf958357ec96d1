"""Documents kept apart for measuring: what invented councils publish, rendered by many producers."""
