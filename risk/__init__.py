"""The liability model: a book of guarantees in, the law of what they will cost out.

Pure: no clock, no database, no settings, no web, no printing. Money is float only in here (pounds or
pence of a probability law); amounts that people typed arrive and leave as exact pounds.
Start reading at liability.py.
"""
