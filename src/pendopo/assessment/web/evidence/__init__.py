"""Evidence: the library, one piece, the pieces of an indicator, and files on their way in and out."""
