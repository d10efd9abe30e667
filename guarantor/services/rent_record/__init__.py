"""What is said of the rent: charges, payments, corrections, silence, deposits, warnings."""
