"""What the ledger's months say of the rates: theta and the past years' shocks, learned together."""
