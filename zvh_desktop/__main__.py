"""`python -m zvh_desktop`: only calls `app`."""

import sys

from zvh_desktop.app import main

if __name__ == "__main__":
    sys.exit(main())
