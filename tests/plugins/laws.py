"""How many inputs Hypothesis tries: few in CI, HYPOTHESIS_EXAMPLES for the long run of `just fuzz`."""

import os

from hypothesis import HealthCheck, settings

USUAL_EXAMPLES = 100

# A busy machine must not fail a law for being slow.
settings.register_profile(
    "desk",
    deadline=None,
    max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", USUAL_EXAMPLES)),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("desk")
