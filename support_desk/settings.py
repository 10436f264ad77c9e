"""Django settings. What differs between machines comes from the environment (env.py), refused by name when bad."""

import os
import sys
from datetime import timedelta
from pathlib import Path

import django_stubs_ext
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from support_desk.env import read_environment

# Lets annotations such as File[bytes] be evaluated: Django's classes take type parameters only in its stubs.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENT = read_environment(os.environ, argv=sys.argv, base_dir=BASE_DIR)

SECRET_KEY = ENVIRONMENT.secret_key
SECRET_KEY_FALLBACKS = ENVIRONMENT.secret_key_fallbacks
DEBUG = ENVIRONMENT.debug
DEMO = ENVIRONMENT.demo
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts
CSRF_TRUSTED_ORIGINS = ENVIRONMENT.csrf_trusted_origins
BASE_URL = ENVIRONMENT.base_url
VAR_DIR = ENVIRONMENT.var_dir

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "support_desk.shared.admin_config.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "support_desk",
    "support_desk.shared",
    "workload",
    "tickets",
    "disputes",
    "payroll",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "support_desk.shared.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "support_desk.shared.middleware.ViewerMiddleware",
    "support_desk.shared.client_guard.ClientGuardMiddleware",
    "support_desk.shared.middleware.SecondFactorMiddleware",
    "support_desk.shared.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "support_desk.urls"
WSGI_APPLICATION = "support_desk.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "support_desk.shared.ui.page_frame",
            ],
            "builtins": ["support_desk.shared.templatetags.ui", "django.templatetags.i18n"],
        },
    }
]

DATABASES = ENVIRONMENT.databases
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "support_desk.shared.cache.ForgivingRedisCache",
        "LOCATION": ENVIRONMENT.redis_url,
        "OPTIONS": ENVIRONMENT.redis_cache_options,
    },
}

# ── who logs in ─────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "shared.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "support_desk.shared.accounts.AccountAdapter"
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
    "portal_link": "20/h/ip",
}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Support Desk"
# Money and administration need a second factor (ASVS 6); the demo prints its passwords and so leaves it out.
SECOND_FACTOR_ROLES = () if DEMO else ("director", "accountant", "administrator")
VIEWER_BUILDER = "tickets.queries.viewers.viewer_for"

SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_COOKIES = not (DEBUG or DEMO or ENVIRONMENT.embedded)
SESSION_COOKIE_SECURE = SECURE_COOKIES
CSRF_COOKIE_SECURE = SECURE_COOKIES
SECURE_SSL_REDIRECT = SECURE_COOKIES
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_COOKIES else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_COOKIES
SECURE_HSTS_PRELOAD = SECURE_COOKIES
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "frame-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.SELF],
    "manifest-src": [CSP.SELF],
}

# ── language and time ───────────────────────────────────────────────────────
LANGUAGE_CODE = ENVIRONMENT.language_code
LANGUAGES = [("en", _("English")), ("ru", _("Russian"))]
LOCALE_PATHS = [BASE_DIR / "support_desk" / "locale"]
TIME_ZONE = ENVIRONMENT.time_zone
USE_I18N = True
USE_TZ = True

# ── files ───────────────────────────────────────────────────────────────────
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
WHITENOISE_USE_FINDERS = DEBUG or ENVIRONMENT.embedded
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = VAR_DIR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": MEDIA_ROOT}},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if WHITENOISE_USE_FINDERS
        else "support_desk.shared.storage.HashedStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
ATTACHMENT_MAX_BYTES = 25 * 1024 * 1024
ATTACHMENT_MAX_COUNT = 20
PORTAL_MAX_BODY_BYTES = 52 * 1024 * 1024  # 50 MB of files and the text beside them

# ── mail ────────────────────────────────────────────────────────────────────
vars().update(ENVIRONMENT.email)
DEFAULT_FROM_EMAIL = ENVIRONMENT.default_from_email
MAIL_DOMAIN = ENVIRONMENT.mail_domain
# Whose Authentication-Results we believe; without it no employee can answer by mail (T2).
MAIL_AUTH_SERVER = ENVIRONMENT.mail_auth_server
MAIL_MAX_BYTES = 25 * 1024 * 1024
# A larger letter stays on the IMAP server, with its beginning in quarantine; up to here it is fetched and kept whole.
MAIL_FETCH_MAX_BYTES = 50 * 1024 * 1024
REPLY_UNDO_SECONDS = 10

# ── jobs ────────────────────────────────────────────────────────────────────
CELERY_BROKER_URL = ENVIRONMENT.celery_broker_url
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 2, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.5}
# A killed worker's task returns after the timeout plus ten seconds; every task is a step of at most thirty seconds.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 60,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "relay outbox": {"task": "support_desk.shared.jobs.relay_outbox", "schedule": 5.0, "options": {"expires": 5}},
    "seal audit": {"task": "support_desk.shared.jobs.seal_audit", "schedule": 60.0, "options": {"expires": 60}},
    "retry raw mail": {"task": "tickets.jobs.retry_stored_mail", "schedule": 60.0, "options": {"expires": 60}},
    "watch mailboxes": {"task": "tickets.jobs.watch_mailboxes", "schedule": 60.0, "options": {"expires": 55}},
    "fetch mail": {"task": "tickets.jobs.fetch_due_mailboxes", "schedule": 60.0, "options": {"expires": 60}},
    "close silent tickets": {"task": "tickets.jobs.close_silent", "schedule": 60.0, "options": {"expires": 60}},
    "wake snoozed tickets": {"task": "tickets.jobs.wake_snoozed", "schedule": 60.0, "options": {"expires": 55}},
    "sweep clocks": {"task": "tickets.jobs.sweep_clocks", "schedule": 60.0, "options": {"expires": 55}},
    "follow contracts": {"task": "tickets.jobs.recount_contract_days", "schedule": 900.0, "options": {"expires": 600}},
    "tell overdue tasks": {"task": "tickets.jobs.tell_overdue_tasks", "schedule": 60.0, "options": {"expires": 55}},
    "remind of approvals": {"task": "tickets.jobs.remind_of_approvals", "schedule": 900.0, "options": {"expires": 600}},
    "tell hours": {"task": "tickets.jobs.tell_hours", "schedule": 3600.0, "options": {"expires": 1800}},
    "tell unbuilt": {"task": "tickets.jobs.tell_unbuilt_reports", "schedule": 3600.0, "options": {"expires": 1800}},
    "recount clocks": {"task": "tickets.jobs.recount_clocks", "schedule": 60.0, "options": {"expires": 55}},
    "tell presence edges": {"task": "workload.jobs.tell_presence_edges", "schedule": 60.0, "options": {"expires": 60}},
    "remind of rosters": {"task": "workload.jobs.remind_of_rosters", "schedule": 900.0, "options": {"expires": 600}},
    "fill timesheets": {"task": "workload.jobs.fill_timesheets", "schedule": 1800.0, "options": {"expires": 1500}},
    "sweep disputes": {"task": "disputes.jobs.disputes.sweep_disputes", "schedule": 60.0, "options": {"expires": 55}},
    "suggest complaints": {
        "task": "disputes.jobs.complaints.suggest_complaints",
        "schedule": 120.0,
        "options": {"expires": 110},
    },
    "watch loads": {"task": "workload.jobs.watch_loads", "schedule": 900.0, "options": {"expires": 600}},
    "tell behind": {"task": "workload.jobs.tell_who_is_behind", "schedule": 3600.0, "options": {"expires": 1800}},
    "remind of regulations": {
        "task": "disputes.jobs.regulations.remind_of_regulations",
        "schedule": 3600.0,
        "options": {"expires": 1800},
    },
    "remind of plans": {"task": "payroll.jobs.plans.remind_of_plans", "schedule": 3600.0, "options": {"expires": 1800}},
    "pick reviews": {"task": "disputes.jobs.reviews.pick_reviews", "schedule": 60.0, "options": {"expires": 55}},
    "settle points": {"task": "disputes.jobs.points.settle_points", "schedule": 300.0, "options": {"expires": 250}},
    "forget links": {"task": "tickets.jobs.forget_portal_links", "schedule": 3600.0, "options": {"expires": 1800}},
    "forget old keys": {"task": "support_desk.shared.jobs.forget_old_keys", "schedule": 3600.0},
    "forget old notices": {"task": "support_desk.shared.jobs.forget_old_notices", "schedule": 3600.0},
}

# ── API ─────────────────────────────────────────────────────────────────────
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "support_desk.shared.api.authentication.TokenAuthentication",
        "support_desk.shared.api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["support_desk.shared.api.permissions.ScopedPermission"],
    "DEFAULT_THROTTLE_CLASSES": ["support_desk.shared.api.throttling.CallerThrottle"],
    "DEFAULT_PAGINATION_CLASS": "support_desk.shared.api.pagination.StableCursorPagination",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [
        "support_desk.shared.api.parsers.BoundedJSONParser",
        "rest_framework.parsers.MultiPartParser",
    ],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "support_desk.shared.api.problems.handle_exception",
    "PAGE_SIZE": 50,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "COERCE_DECIMAL_TO_STRING": True,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
API_CALLS_PER_MINUTE = 1_200
SPECTACULAR_SETTINGS = {
    "TITLE": "Support Desk",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    # What overruns and postings are caused by are two things of one name.
    "ENUM_NAME_OVERRIDES": {
        "OverrunCauseEnum": "tickets.models.Overrun.Cause",
        "PostingCauseEnum": "disputes.models.Posting.Cause",
        "KittyEntryKindEnum": "disputes.models.KittyEntry.Kind",
        "PointPolicyKindEnum": "disputes.models.PointPolicy.Kind",
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"support_desk": {"level": "INFO"}, "tickets": {"level": "INFO"}},
}

UNFOLD = {
    "SITE_TITLE": "Support Desk",
    "SITE_HEADER": "Support Desk",
    "SITE_URL": "/",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": f"{STATIC_URL}favicon.svg"}],
}
# The e-mail is unique whatever its case: a constraint on Lower(email), which the check does not know.
# A client's HTML is shown in a frame of our own pages, so "same origin" and not "deny".
SILENCED_SYSTEM_CHECKS = ["auth.W004", "security.W019"]
