"""The effect of profiles: on made sites with known truth, on gold pages left out one by one, and on
poisoned sites.
"""
