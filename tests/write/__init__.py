"""Tests of writing: a file is replaced whole or not at all."""
