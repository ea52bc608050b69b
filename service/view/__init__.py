"""A page as columns, and what the columns say of it: regions, lists, class roles."""
