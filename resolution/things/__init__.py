"""Vehicles, objects, organisations and places: what is probably one thing though written otherwise."""
