"""How well the origin of stories is told, against pages that were labelled by reading."""
