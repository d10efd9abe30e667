"""Every act and every answer of the scheme; the only room that brings rules, risk, letters and storage together."""
