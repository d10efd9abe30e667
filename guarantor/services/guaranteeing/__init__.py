"""A guarantee from issue to end: papers, signatures, changes under review, moves."""
