"""Tables that people hand in and take away: CSV, XLSX and beancount. Knows no case and no database."""
