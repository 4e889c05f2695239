"""The look: colours by role, type by step, one value in force that widgets watch."""

from ui.theme.focus_ring import RING_RADIUS
from ui.theme.roles import COLOURS, Role, Scheme, contrast
from ui.theme.sizes import Radius, Space, Step
from ui.theme.theme import Theme, current, watch

__all__ = [
    "COLOURS",
    "RING_RADIUS",
    "Radius",
    "Role",
    "Scheme",
    "Space",
    "Step",
    "Theme",
    "contrast",
    "current",
    "watch",
]
