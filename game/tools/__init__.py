"""What authors use besides playing: a first scenario, schemas for editors, tidy files, pictures, transcripts."""
