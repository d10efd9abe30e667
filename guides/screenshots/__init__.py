"""The pictures of the guides in docs/guides: the rehearsal county, walked through in a browser and photographed.

Run as `.venv/bin/python -m guides.screenshots`. Everything happens in a database of its own, which is thrown away; the
pictures in docs/guides/screenshots are replaced. Every person in them is synthetic, and the pages say so at their top.
"""
