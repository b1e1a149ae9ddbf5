"""Pure rules of the people core: who may do what where, what a sound password and a sound key are."""
