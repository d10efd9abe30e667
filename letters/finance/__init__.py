"""The report that finance takes to whoever closes and audits the accounts."""
