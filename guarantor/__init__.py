"""The scheme at work: cases, guarantees, rent, claims, people and places.

Rooms, top to bottom; each imports only from below it (checked by import contracts):
cli, rehearsal, services, storage, ledger, domain, and at the floor clock and settings.
Only services know the three pure libraries `rules`, `risk` and `letters`.
"""
