"""`python -m checker`."""

from checker.cli import process

if __name__ == "__main__":
    process()
