"""How a process of Filbert ends, for whoever started it: well, by a fault of its own, by bad input, by Ctrl-C."""

DONE, UNFORESEEN, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130
