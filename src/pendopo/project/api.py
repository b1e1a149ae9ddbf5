"""The API of all apps put together, its OpenAPI document, and the calls that machines watch."""

from functools import cache
from typing import Any

import msgspec
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext

from pendopo.datahouse.api import ROUTES as DATA_ROUTES
from pendopo.kernel import clock
from pendopo.project.metrics import exposition
from pendopo.queue.api import ROUTES as QUEUE_ROUTES
from pendopo.survey.api import ROUTES as SURVEY_ROUTES
from pendopo.webapi.http import Request, Response, answer
from pendopo.webapi.openapi import document
from pendopo.webapi.problems import problem
from pendopo.webapi.routes import Route, Router
from pendopo.webapi.work import in_thread


async def alive(request: Request) -> Response:
    """The process answers."""
    return answer(200, {"status": "ok"})


async def ready(request: Request) -> Response:
    """The database answers and has all migrations: traffic may come."""
    try:
        missing = await in_thread(_missing_migrations)
    except DatabaseError:
        return problem(503, "unavailable", gettext("Basis data tidak dapat dihubungi."), {"retry-after": "3"})
    if missing:
        detail = gettext("Migrasi basis data belum dijalankan: {migrations}.")
        return problem(503, "unavailable", detail.format(migrations=", ".join(missing)))
    return answer(200, {"status": "ready"})


def _missing_migrations() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return _missing_at_start()


@cache
def _missing_at_start() -> list[str]:
    """Checked once: code and schema of a running process do not change under it, except by a deployment,
    which starts new processes. A process that found something missing asks again."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    missing = [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
    if missing:
        _missing_at_start.cache_clear()
    return missing


async def metrics(request: Request) -> Response:
    """Counts for Prometheus: no secrets, no persons."""
    text = await in_thread(exposition, clock.now())
    return Response(200, text, content_type="text/plain; version=0.0.4; charset=utf-8")


async def openapi(request: Request) -> Response:
    """The OpenAPI document."""
    return Response(200, _openapi(), {"cache-control": "max-age=300"})


@cache
def _openapi() -> bytes:
    return msgspec.json.encode(document(router.routes))


_WATCH = (
    Route("GET", "/healthz", alive, "Proses hidup", {200: dict[str, str]}),
    Route("GET", "/readyz", ready, "Siap melayani", {200: dict[str, str]}, refusals=("unavailable",)),
    Route("GET", "/metrics", metrics, "Angka untuk Prometheus", {200: str}),
)

health = Router(_WATCH)
router = Router(
    (
        *QUEUE_ROUTES,
        *SURVEY_ROUTES,
        *DATA_ROUTES,
        *_WATCH,
        Route("GET", "/openapi.json", openapi, "Dokumen OpenAPI", {200: dict[str, Any]}),
    ),
    prefix="/api/v1",
)
