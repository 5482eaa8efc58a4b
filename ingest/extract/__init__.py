"""Text to mentions with spans, roles and relations."""
