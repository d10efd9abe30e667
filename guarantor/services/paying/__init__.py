"""Money that moves: payees, batches, payments and their return, recovery, write-off."""
