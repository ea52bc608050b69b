"""What a site says of itself: learned from many of its pages as a sum of integers, used on the next one as one more witness.

``contribution`` turns one answered page into what it tells of its site, ``state`` keeps a bounded sample of each site's pages
and merges exactly, ``profile`` is the sum over the sample as a file, and ``habits`` is what the engine is told of it.
"""
