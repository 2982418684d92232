"""Advice in the forms that leave the program: the JSON face, and the plan to share."""
