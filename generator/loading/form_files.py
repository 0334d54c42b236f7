"""The files of content/forms that are no forms, by their stems."""

PATHS = "paths"
"""Lists receivers and participation paths."""
COLUMNS = "columns"
"""Names the company workbook's sheets and columns (:mod:`generator.loading.columns`)."""
