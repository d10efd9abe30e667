"""Papers and letters: made from the record, sealed, stored once, sent, withdrawn, and told from altered ones."""
