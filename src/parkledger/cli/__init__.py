"""The command line: parse options, call, print, exit. Alone knows argv, stdout, exit codes and today."""

import gc

gc.disable()  # what a program imports stays: to look for garbage among it takes a tenth of the start-up; see ``main``
