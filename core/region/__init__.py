"""Where on the picture to look: the region to inspect, areas to ignore, and the mark that says where the part lies."""
