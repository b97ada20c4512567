"""`python -m clienthealth`."""

from clienthealth.cli import main

main()
