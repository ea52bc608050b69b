"""What profiles are worth: made sites with known truth, gold pages left out one by one, and poisoned sites."""
