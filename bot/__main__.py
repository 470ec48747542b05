"""`python -m bot` is `briefwire`."""

if __name__ == "__main__":  # worker processes import this module too, and need nothing of it
    from bot.cli import main

    main()
