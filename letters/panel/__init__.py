"""The papers that are given to the panel of members, and the answer to the young people who asked for the scheme."""
