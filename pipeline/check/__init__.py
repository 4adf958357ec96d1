"""One draft, measured by the documents of a build: what is missing, weak, late or wrong?"""
