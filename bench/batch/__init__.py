"""How fast many pages are read: a WARC and a Parquet file made of the gold pages, and what a run over them costs."""
