"""The product's settings with the floor view beside its pages, and a counter of statements on request."""

from support_desk.settings import *  # noqa: F403 - everything but what follows is the product's own
from support_desk.settings import BASE_DIR, MIDDLEWARE, REST_FRAMEWORK, TEMPLATES

ROOT_URLCONF = "bench.urls"
MIDDLEWARE = ["bench.counting.CountingMiddleware", *MIDDLEWARE]
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], BASE_DIR / "bench" / "templates"]
# The figures are of the work, not of the brake.
REST_FRAMEWORK = {**REST_FRAMEWORK, "DEFAULT_THROTTLE_CLASSES": []}
