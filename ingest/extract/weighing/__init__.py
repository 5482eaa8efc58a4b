"""Roles and relations by weighed cues: learned on marked reports, beside the rules."""
