"""A caseload: advice for many persons from one table, into tables."""
