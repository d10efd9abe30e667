"""What finance sees: balances, exposure, waterfall, budget, closed months, savings, liability."""
