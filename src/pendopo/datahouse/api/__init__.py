"""The calls of the data house under /api/v1."""

from pendopo.datahouse.api.deliveries import ROUTES as DELIVERY_ROUTES
from pendopo.datahouse.api.questions import ROUTES as QUESTION_ROUTES
from pendopo.datahouse.api.rows import ROUTES as ROW_ROUTES
from pendopo.webapi.routes import Route

ROUTES: tuple[Route, ...] = (
    *ROW_ROUTES,
    *DELIVERY_ROUTES,
    *QUESTION_ROUTES,
)
