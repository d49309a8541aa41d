"""The command line: parse options, call, print, exit. Only here are argv, stdout, exit codes and today known."""

import gc

gc.disable()  # imports leave no garbage, and looking for it takes a tenth of the start-up; ``main`` turns it on again
