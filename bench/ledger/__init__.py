"""What each rule of the engine is worth: each row, reader, pattern, predicate switched off in turn,
and the answers counted.
"""
