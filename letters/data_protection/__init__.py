"""Two papers drafted for the council's information governance: an impact assessment and a transparency record."""
