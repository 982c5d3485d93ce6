"""Files to fill in and a Table Schema for validators, both made from the schemas of the tables."""

from data.templates.table_schema import table_schema, table_schema_file
from data.templates.workbook import template, template_csv

__all__ = ["table_schema", "table_schema_file", "template", "template_csv"]
