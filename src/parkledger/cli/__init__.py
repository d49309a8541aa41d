"""The command line: parse options, call, print, exit. Alone knows argv, stdout, exit codes and today."""
