"""Batches of pages: the same answers over HTTP, from the command line and on a Spark cluster.

``records`` has what is read (a page and its place), ``answer`` turns one record into an answer,
``lines`` cuts NDJSON and JSON arrays, ``streams`` reads them in bounded memory.  These need nothing
but the service itself.

``sources`` tells the kinds of files apart, ``warc`` and ``parquet`` read theirs, ``arrow`` is the
interface for data engines (``normalize_batch``), ``pool`` uses all cores, ``run`` writes to
``outputs``, counts, and resumes after a crash, ``spark`` is the job for a cluster. pyarrow and
pyspark come with the extras ``batch`` and ``spark`` and are imported where they are needed.
"""
