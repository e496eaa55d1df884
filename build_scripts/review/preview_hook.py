"""How MkDocs reads the pages of a preview: each with the extensions that its author is trusted with, and with its box.

MkDocs loads this file for previews alone (``hooks`` in the settings that ``preview`` writes). Plugins add extensions that
read modules or take options of their own; pages that the build made, and a stranger's pages, are read without those.
"""

from typing import Any

from build_scripts.brief.markdown_page import EXTENSIONS
from build_scripts.review import plain


def on_nav(nav: Any, *, config: Any, files: Any) -> None:
    """Keep the list of all extensions, to which every plugin has added its own by now."""
    del nav, files
    config.extra["preview"]["extensions"] = list(config.markdown_extensions)


def on_page_markdown(markdown: str, *, page: Any, config: Any, files: Any) -> None:
    """Choose the extensions with which the page is read, which happens next."""
    del markdown, files
    preview = config.extra["preview"]
    match preview["read_as"].get(page.file.src_uri):
        case "plain":
            config.markdown_extensions = plain.extensions(**config.mdx_configs.get("toc", {}))
        case "generated":
            config.markdown_extensions = [name for name in preview["extensions"] if name in EXTENSIONS]
        case _:
            config.markdown_extensions = preview["extensions"]


def on_page_content(html: str, *, page: Any, config: Any, files: Any) -> str:
    """Put the box that says what changed below the page's title."""
    del files
    box = config.extra["preview"]["boxes"].get(page.file.src_uri, "")
    title, end, rest = html.partition("</h1>")
    return f"{title}{end}\n{box}\n{rest}" if end else f"{box}\n{html}"
