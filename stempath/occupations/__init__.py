"""The occupation map: O*NET's published figures, and how near two occupations are."""
