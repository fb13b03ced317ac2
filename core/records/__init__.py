"""What the station remembers of every part: records, their pictures, and the figures made from them."""
