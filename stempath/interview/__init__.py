"""The interview: the questions of the rule files, put to whoever answers them."""
