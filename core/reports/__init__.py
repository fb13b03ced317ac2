"""Figures made from records: counts, where defects lie, how scores move; as a report, a table or a file of rows."""
