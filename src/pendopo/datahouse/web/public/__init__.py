"""What everybody may see: the catalogue, its pages and files, and the calls of other catalogues."""
