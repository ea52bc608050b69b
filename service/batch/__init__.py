"""Many pages: the same answers over HTTP, from the command line and on a Spark cluster.

``records`` is what is read (a page and its place), ``answer`` makes an answer of one, ``lines`` cuts NDJSON and JSON arrays,
``streams`` reads them in bounded memory.  These need nothing but the service itself.
"""
