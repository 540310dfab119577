"""What the project measures of itself and beside others; `make bench` is the way in."""
