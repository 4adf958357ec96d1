"""The clerk's local page: a draft is chosen and answered, and never leaves the machine."""
