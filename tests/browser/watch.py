"""What may not happen in a page while a test looks at it."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response


def watch(context: BrowserContext, faults: list[str]) -> None:
    """Add to *faults* whatever goes wrong in *context*."""

    def console(message: ConsoleMessage) -> None:
        if message.type in ("error", "assert"):
            faults.append(f"console: {message.text} ({message.location.get('url')})")

    def request(asked: Request) -> None:
        if urlsplit(asked.url).hostname not in (None, "127.0.0.1"):
            faults.append(f"request to another host: {asked.url}")

    def failed(asked: Request) -> None:
        if asked.failure != "net::ERR_ABORTED":  # the reader left before it came
            faults.append(f"request failed: {asked.url}: {asked.failure}")

    def response(answer: Response) -> None:
        if answer.status >= 400:
            faults.append(f"status {answer.status}: {answer.url}")

    context.on("console", console)
    context.on("weberror", lambda error: faults.append(f"script: {error.error}"))
    context.on("request", request)
    context.on("requestfailed", failed)
    context.on("response", response)
