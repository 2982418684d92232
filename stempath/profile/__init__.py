"""A profile: one person's answers and the advice they last got, as a TOML file made to be read."""
