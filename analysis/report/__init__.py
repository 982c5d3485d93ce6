"""The report for the council: one content, written as a PDF, an editable Word file and a workbook.

The content is made of the views of the pages, so its figures are theirs.
"""
