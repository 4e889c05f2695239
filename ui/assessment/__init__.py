"""The questions of one assessment, where the assessor spends the visit."""
