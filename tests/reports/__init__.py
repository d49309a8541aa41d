"""Tests of the reports as plain values."""
