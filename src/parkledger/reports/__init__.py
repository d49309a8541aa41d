"""One short builder per report: computed values to a Report, which says what is shown and not how."""
