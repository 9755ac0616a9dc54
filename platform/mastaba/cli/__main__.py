"""`python -m mastaba.cli`: the command `mastaba` where its script is not on PATH."""

from mastaba.cli import main

main()
