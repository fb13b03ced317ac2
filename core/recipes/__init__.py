"""What surrounds a recipe's file: its earlier versions, the pictures they are compared on, and the comparison."""
