"""Working papers for the accounts: expected credit losses, stages, contingent liabilities. Finance decides."""
