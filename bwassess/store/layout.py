"""The files of a vault by name; light, so that a window shows before a database loads.

header.json  the data key, wrapped for each way in    holder.json  who has it open
vault.db     the encrypted database                   lock
evidence/    encrypted files by hash                  backups/  and a spare header
"""

from pathlib import Path

HEADER = "header.json"
DATABASE = "vault.db"
RESTORED = "vault.db.restored"
EVIDENCE = "evidence"
BACKUPS = "backups"


def is_vault(folder: Path) -> bool:
    names = (HEADER, DATABASE, RESTORED, f"{BACKUPS}/{HEADER}")
    return any((folder / name).exists() for name in names)
