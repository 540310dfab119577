"""Who asks: a browser with its cookie, or whom the proxy says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from checker import __version__
from checker.web.guarding import owner_of
from checker.web.records import Held, Site
from checker.web.taking import form_of, held_of, rooms_of
from checker.web.upload import Form


class Visit:
    """One request of a browser: whose it is, and the page's frame for it."""

    def __init__(self, request: Request) -> None:
        self.rooms = rooms_of(request)
        self._sent = self.rooms.sessions.cookie(request)
        self.cookie = self._sent or self.rooms.sessions.new()
        self.owner = owner_of(request.scope["identity"], self.cookie)

    @property
    def site(self) -> Site:
        """What each page says of where it is."""
        hosting = self.rooms.hosting
        return Site(
            hosted=hosting.hosted,
            token=self.rooms.sessions.token(self.cookie),
            keep=hosting.keep,
            largest=hosting.largest,
            files=hosting.files,
            version=__version__,
        )

    def page(self, text: str, status: int = 200) -> Response:
        """The answer with a page, and with the cookie for a browser that has none yet."""
        response = HTMLResponse(text, status)
        if not self._sent:
            self.rooms.sessions.set(response, self.cookie)
        return response

    def held(self, request: Request) -> Held:
        """The check that the address names. Raises Refused (404)."""
        return held_of(request, self.owner)

    async def form(self, request: Request, files: int = 0) -> Form:
        """The form of the request, held to the browser's token. Raises Refused."""

        def admit(texts: Mapping[str, Sequence[str]]) -> None:
            self.rooms.sessions.hold(self._sent, next(iter(texts.get("token", ())), ""))

        return await form_of(request, admit, files)
