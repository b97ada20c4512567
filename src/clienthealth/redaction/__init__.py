"""What a public log may say: pseudonyms for what has a name, nothing in place of the rest."""
