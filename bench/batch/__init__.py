"""The speed of batches: a WARC and a Parquet file made of the gold pages, and the cost of a run
over them.
"""
