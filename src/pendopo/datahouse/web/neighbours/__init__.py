"""Pages of the Walidata about catalogues of others, and about programs that are told of releases."""
