"""How well the text that fingerprints rest on is found, against another extractor."""
