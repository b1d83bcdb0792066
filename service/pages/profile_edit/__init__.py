"""Deltager, a section at a time: each its own small form on its own address."""

from service.pages.profile_edit.edit import PAGES, SECTIONS

__all__ = ["PAGES", "SECTIONS"]
