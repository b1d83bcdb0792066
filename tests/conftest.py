"""What every test may use; shared helpers are modules of this folder (``tests.town``, ``tests.strategies``)."""
