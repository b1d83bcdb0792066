"""Learning from consultants' decisions and from outcomes; the invented Viborg."""
