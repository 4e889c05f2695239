"""The Qt layer of bwassess."""
