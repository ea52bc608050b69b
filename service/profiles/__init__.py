"""Site profiles: the habits of a site, learned from its pages as integer counts and used as one
more witness for the next page.

``contribution`` turns one answered page into features of its site, ``state`` keeps a bounded sample
of each site's pages and merges exactly, ``profile`` sums the sample into a file, and ``habits``
turns a profile into what the engine uses.
"""
