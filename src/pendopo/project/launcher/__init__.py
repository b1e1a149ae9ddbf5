"""The verbs of `./pendopo`: one module per verb, each with `run(arguments) -> exit status`."""
