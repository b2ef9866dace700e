"""python -m polarize."""

from polarize.cli import main

main()
