"""Public models with published counts, written anew as networks: free oracles for the explorer."""
