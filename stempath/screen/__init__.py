"""What the terminal shows: advice, explanations, profiles and rules."""
