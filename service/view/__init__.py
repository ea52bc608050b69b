"""A page as columns, and what they tell: regions, lists, class roles."""
