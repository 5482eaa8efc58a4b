"""The web application: GraphQL, the page, and nothing from anywhere else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib import resources
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.middleware.trustedhost import TrustedHostMiddleware
from strawberry.fastapi import GraphQLRouter

from api.graphql.context import Context, House
from api.graphql.faults import fault
from api.graphql.schema import make_schema
from api.identity.routes import routes
from ledger.errors import BadInput, Forbidden, LocardError

LARGEST = 1_000_000
"""Bytes of a request."""

HOSTS = ["127.0.0.1", "localhost", "[::1]"]
"""Only these names reach the page: a foreign name that resolves to this machine is refused."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}

Next = Callable[[Request], Awaitable[Response]]


def create_app(house: House) -> FastAPI:
    """The application over a house: /graphql, /health and the page at /."""
    app = FastAPI(title="Locard", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=HOSTS, www_redirect=False)
    app.middleware("http")(_protect)
    app.exception_handler(LocardError)(_refuse)
    app.include_router(_graphql(house), prefix="/graphql")
    app.get("/health")(health)
    app.include_router(routes(house.sessions))
    app.mount("/", StaticFiles(directory=page_folder(), html=True), name="page")
    return app


def page_folder() -> Path:
    """The built page that is shipped with the package."""
    return Path(str(resources.files("api"))) / "page"


def health() -> dict[str, str]:
    """Says that the application answers."""
    return {"status": "ok"}


def _graphql(house: House) -> GraphQLRouter[Context, None]:
    async def context() -> Context:
        return Context(house)

    # By POST alone: what is asked about persons never stands in an address.
    return GraphQLRouter(
        make_schema(),
        context_getter=context,
        graphql_ide=None,
        allow_queries_via_get=False,
        subscription_protocols=(),
    )


async def _protect(request: Request, call_next: Next) -> Response:
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > LARGEST or "transfer-encoding" in request.headers:
        meaning = fault(BadInput(f"A question has at most {LARGEST} bytes and says how many in advance."))
        return JSONResponse(meaning, status_code=413)
    if _is_foreign(request):
        answer: Response = JSONResponse(fault(Forbidden("This page asks for itself alone.")), status_code=403)
    else:
        answer = await call_next(request)
    answer.headers.update(HEADERS)
    return answer


def _is_foreign(request: Request) -> bool:
    """Whether a page of another site or port would change or ask something: cookies know no ports."""
    if request.method in ("GET", "HEAD"):
        return False
    origin, site = request.headers.get("origin", ""), request.headers.get("sec-fetch-site", "")
    if site:
        return site not in ("same-origin", "none")
    return bool(origin) and urlsplit(origin).netloc != request.headers.get("host", "")


async def _refuse(_: Request, error: Exception) -> JSONResponse:
    meaning = fault(error)
    return JSONResponse(meaning, status_code=int(meaning["status"]))
