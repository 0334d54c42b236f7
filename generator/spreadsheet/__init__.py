"""The company workbook: a template for Excel, and lists of companies read from workbooks and CSV files."""
