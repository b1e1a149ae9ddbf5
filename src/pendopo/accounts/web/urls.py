"""Addresses of sign-in and workplace. The names of the first four are what django-allauth looks for."""

from django.urls import path

from pendopo.accounts.web import sign_in, staff

urlpatterns = [
    path("masuk/", sign_in.sign_in, name="account_login"),
    path("masuk/lagi/", sign_in.confirm, name="account_reauthenticate"),
    path("keluar/", sign_in.sign_out, name="account_logout"),
    path("kata-sandi/", sign_in.new_password, name="account_change_password"),
    path("ruang-kerja/", staff.workplace, name="workplace"),
]
