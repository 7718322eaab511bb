"""``python -m dondoc``."""

from dondoc.cli.main import main

main()
