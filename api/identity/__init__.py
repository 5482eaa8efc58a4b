"""Who somebody is: accounts, signing in, and the session that follows from it."""
