"""Everything that rules/ holds: found, read into records, and checked as one whole."""
