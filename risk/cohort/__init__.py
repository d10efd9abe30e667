"""Who comes: the printed forecasts, aged on and scored, and the guarantees that may be asked for."""
