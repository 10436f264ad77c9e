"""Log-in, password, second factor: open to all, and nobody else's data in any of them."""

from tests.security.table.rules import Line, open_to_all

NAMES = (
    "accounts/signup/",
    "accounts/email/",
    "accounts/password/set/",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_reauthenticate",
    "account_email",
    "account_email_verification_sent",
    "account_change_password",
    "account_set_password",
    "account_reset_password",
    "account_confirm_login_code",
    "account_reset_password_from_key_done",
    "account_reset_password_done",
    "mfa_index",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
)

ACCOUNTS: tuple[Line, ...] = (
    *(line for name in NAMES for line in open_to_all(name)),
    *open_to_all("accounts/^confirm-email/", path="/accounts/confirm-email/"),
    *open_to_all("account_confirm_email", fixed={"key": "guessed"}),
    *open_to_all("account_reset_password_from_key", fixed={"uidb36": "1", "key": "guessed-key"}),
)
