"""Who may meet whom, in which order, and why."""
