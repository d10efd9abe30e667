"""What the guarantees will cost and who will come: the model asked about the ledger's book, and how forecasts held."""
