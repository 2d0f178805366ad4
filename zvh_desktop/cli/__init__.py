"""`zvh`: administration, scripts and tests without a window; a proof that the floors below need none.

Exit codes: 0 done; 1 the answer is "no"; 2 usage; 3 wrong passphrase or not authorised; 4 damaged or unreadable
input; 5 in use; 6 made by a newer version; 7 disk full or no rights; 8 network or server. Errors are one Dutch sentence
on stderr, never a traceback, never personal data.
"""

from zvh_desktop.cli.hoofd import main

__all__ = ["main"]
