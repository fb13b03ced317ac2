"""What the station remembers of every part: records and their pictures, and looking through them."""
