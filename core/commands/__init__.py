"""The command line: what can be said on it, and a module for each command that belongs to no other package."""
