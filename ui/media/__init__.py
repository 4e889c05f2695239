"""Pictures, recordings and films of a checklist, shown beside its texts."""
