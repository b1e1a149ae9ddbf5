"""Pages of the people core: sign-in and the workplace."""
