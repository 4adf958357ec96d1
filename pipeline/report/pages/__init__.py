"""What stands on each page of the site, ready for its template."""
