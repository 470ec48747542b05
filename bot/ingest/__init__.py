"""From a source (address, file, standard input) to an `Article`."""
