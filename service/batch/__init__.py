"""Many pages: the same answers over HTTP, from the command line and on a Spark cluster.

``records`` is what is read (a page and its place), ``answer`` makes an answer of one, ``lines`` cuts NDJSON and JSON arrays,
``streams`` reads them in bounded memory.  These need nothing but the service itself.

``sources`` says what files hold, ``warc`` and ``parquet`` read theirs, ``arrow`` is the seam for engines (``normalize_batch``),
``pool`` uses all cores, ``run`` writes to ``outputs``, counts, and goes on after a crash, ``spark`` is the job for a cluster.
pyarrow and pyspark come with the extras ``batch`` and ``spark`` and are imported where they are needed.
"""
