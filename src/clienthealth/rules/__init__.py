"""The red flags, one file each: add a file `xyz123_name.py` with a `RULE` and it is found."""
