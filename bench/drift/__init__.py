"""How soon a site's change is found, and how often one is told that never was."""
