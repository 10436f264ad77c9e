"""What every page is made of: words for figures and times, small marks, and the frame around the page."""

from support_desk.shared.ui.frame import page_frame

__all__ = ["page_frame"]
