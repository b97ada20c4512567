"""What a public log may say: pseudonyms for names, and nothing for the rest."""
