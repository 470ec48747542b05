"""Feeds: reading RSS, Atom, RDF and JSON Feed, whatever state they are in."""
