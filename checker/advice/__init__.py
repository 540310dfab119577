"""What may put a finding right, and which cause to put right first: by trying, not by counting."""
