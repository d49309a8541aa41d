"""One builder for each report: it turns computed values into a Report, which says what is shown and not how."""
