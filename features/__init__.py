"""What we know of people and jobs, and how it becomes numbers. No web, no SQL, no model."""
