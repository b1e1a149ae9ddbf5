"""Addresses of sign-in and workplace. The names of all but the last are what django-allauth looks for."""

from django.urls import path

from pendopo.accounts.web import second_factor, sign_in, staff

urlpatterns = [
    path("masuk/", sign_in.sign_in, name="account_login"),
    path("masuk/lagi/", sign_in.confirm, name="account_reauthenticate"),
    path("keluar/", sign_in.sign_out, name="account_logout"),
    path("kata-sandi/", sign_in.new_password, name="account_change_password"),
    path("masuk/kode/", second_factor.second_step, name="mfa_authenticate"),
    path("masuk/lagi/kode/", second_factor.code_again, name="mfa_reauthenticate"),
    path("verifikasi/", second_factor.overview, name="mfa_index"),
    path("verifikasi/pasang/", second_factor.set_up, name="mfa_activate_totp"),
    path("verifikasi/lepas/", second_factor.take_off, name="mfa_deactivate_totp"),
    path("verifikasi/kode-cadangan/", second_factor.paper_codes, name="mfa_view_recovery_codes"),
    path("verifikasi/kode-cadangan/baru/", second_factor.new_paper, name="mfa_generate_recovery_codes"),
    path("ruang-kerja/", staff.workplace, name="workplace"),
]
