"""Django settings. Everything that differs between sites comes from the environment (`environment.py`)."""

import sys
from pathlib import Path

from csp.constants import NONE, SELF

from pendopo.project.environment import EnvironmentFault, read_environment

try:
    ENV = read_environment()
except EnvironmentFault as fault:
    sys.exit(str(fault))

PACKAGE = Path(__file__).resolve().parent.parent
REPOSITORY = PACKAGE.parent.parent
CONTENT = REPOSITORY / "content"

# In the store's place lie copies, never in that of the files: what may be thrown away has a folder of its own.
PENDOPO_LAKE = Path(ENV["PENDOPO_DATA"]).resolve() / ("lake-copies" if ENV["PENDOPO_LAKE_STORE"] else "lake")
SECRET_KEY = ENV["PENDOPO_SECRET_KEY"]
DEBUG = False
ALLOWED_HOSTS = ENV["PENDOPO_HOSTS"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "procrastinate.contrib.django",
    "pendopo.visitors",
    "pendopo.portal",
    "pendopo.insight",
    "pendopo.datahouse",
    "pendopo.roadmap",
    "pendopo.queue",
    "pendopo.assessment",
    "pendopo.inventory",
    "pendopo.survey",
    "pendopo.directory",
    "pendopo.accounts",
    "pendopo.live",
    "pendopo.documents",
    "pendopo.design",
    "pendopo.webapi",
    "pendopo.ledger",
    # Behind ours, whose templates come first.
    "pendopo.accounts.admin_config.StaffAdminConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Cheap data plans: pages travel compressed. Django pads them at random against guessing by length (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "pendopo.design.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pendopo.accounts.policy_gate.PolicyGateMiddleware",
    "pendopo.design.trouble.RefusalMiddleware",
]

ROOT_URLCONF = "pendopo.project.urls"
ASGI_APPLICATION = "pendopo.project.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pendopo.design.shell.shell",
            ],
        },
    }
]

DATABASES = {
    "default": ENV["DATABASE_URL"]
    | {
        "OPTIONS": {
            "pool": {"min_size": 0, "max_size": 24, "timeout": 10},
            # Statements are prepared where a store asks for it (ledger.store.outbox), never by their number.
            "prepare_threshold": sys.maxsize,
            # A lock that is held too long ends in a polite page, not in a hanging phone.
            "options": "-c lock_timeout=3s -c statement_timeout=15s -c idle_in_transaction_session_timeout=30s",
        }
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["pendopo.accounts.backends.PolicyBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("username", "display_name")}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
#: Names the places that a role can be limited to.
PENDOPO_PLACES = "pendopo.project.places.named_places"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/ruang-kerja/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_ADAPTER = "pendopo.accounts.adapter.ClosedSignUp"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
# A whole office signs in from one address; one name is guarded more narrowly.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "30/5m/ip,5/5m/key",
    "change_password": "5/m/user",
    "reauthenticate": "5/m/user",
}
MFA_ADAPTER = "pendopo.accounts.authenticators.SealedSecrets"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# Clocks of phones differ: the codes of half a minute before and after count as well, each of them once.
MFA_TOTP_TOLERANCE = 1
# In the database, so that these limits count across server processes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "bahasa"
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(ENV["PENDOPO_DATA"]).resolve() / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "servestatic.storage.CompressedManifestStaticFilesStorage"},
}
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV["PENDOPO_HTTPS"]
LANGUAGE_COOKIE_SECURE = ENV["PENDOPO_HTTPS"]
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "pendopo.design.trouble.csrf_failure"
CSRF_TRUSTED_ORIGINS = [ENV["PENDOPO_BASE_URL"]]
SECURE_HSTS_SECONDS = 31_536_000 if ENV["PENDOPO_HTTPS"] else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV["PENDOPO_TRUSTED_PROXIES"] else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Forms of citizens are small; whatever is larger is no form of ours.
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "media-src": [SELF],
        "font-src": [NONE],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Without a mail server nothing is mailed; the reminders in the program are the same.
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if ENV['PENDOPO_SMTP'] else 'dummy'}.EmailBackend"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = ENV["PENDOPO_MAIL_FROM"]
globals().update(ENV["PENDOPO_SMTP"])

# No addresses, no bodies, no codes: see SECURITY.md.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "pendopo.project.discreet.DiscreetFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": ENV["PENDOPO_LOG_LEVEL"]},
    "loggers": {"procrastinate": {"level": "WARNING"}},
}
