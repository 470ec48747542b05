"""What computes: worker processes and the models that run in them."""
