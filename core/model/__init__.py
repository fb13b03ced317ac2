"""The detector: a frozen backbone, regional features, an autoencoder with non-local blocks, a score map."""
