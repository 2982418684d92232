"""A page that shows whole addresses: each unbroken, so that it can be copied or followed."""

from __future__ import annotations

from rich.text import Text

from stempath.screen.page import Page


class AddressedPage(Page):
    """A page with addresses."""

    def address(self, label: str, address: str, indent: int) -> None:
        """`address` on one line, whatever its length; a terminal goes on to the next by itself."""
        lead = f"{label}:" if label else ""
        if len(address) > self.console.width - indent and lead:
            self.row("", Text(lead), indent=0)
            lead, indent = "", 2
        line = Text.assemble(lead.ljust(indent), self.link(address, address))
        self.console.print(line, soft_wrap=True)
