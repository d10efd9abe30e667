"""What the pilot's reports say: counted in one consistent read, small numbers hidden, and set on paper."""
