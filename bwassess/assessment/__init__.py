"""What was found: records, findings, completeness, states. Pure."""
