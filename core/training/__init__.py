"""From a good set to a recipe: features, training, held-out scores, threshold; and its evaluation."""
