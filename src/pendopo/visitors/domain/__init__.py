"""How people come, wait, are served and answer, as chance decides. Pure: the random generator is an argument."""
