"""Rules compiled to arrays, and arrays read back as reasons. The engine knows no course."""
