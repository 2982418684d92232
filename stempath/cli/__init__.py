"""The commands: each parses, calls the library once, shows what it answered, and exits."""
