"""The red flags, one file each. A new file `xyz123_name.py` with a `RULE` is found by itself."""
