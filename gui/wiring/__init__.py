"""What brings pages, station, records and settings together: each module connects some of them."""
