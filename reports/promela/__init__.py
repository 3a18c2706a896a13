"""Networks as Promela models, with what must hold in them."""
