"""The finance report and its workbook: one set of figures of one moment, held against the ledger, for two files."""
