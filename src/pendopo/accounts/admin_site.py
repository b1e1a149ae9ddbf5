"""Django's admin as a part of this site: same sign-in, same gate, Indonesian headings."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.policy_gate import signed_in


class StaffAdminSite(AdminSite):
    """The rows that staff may edit. People sign in, sign out and change passwords where everybody does."""

    site_header = _("Kelola pendopo")
    site_title = _("Kelola pendopo")
    index_title = _("Pilih yang akan dikelola")
    site_url = "/ruang-kerja/"

    @signed_in
    def login(self, request: HttpRequest, extra_context: object = None) -> HttpResponse:
        """The gate has sent strangers to the sign-in page already; whoever comes here is signed in."""
        return redirect("admin:index")

    @signed_in
    def logout(self, request: HttpRequest, extra_context: object = None) -> HttpResponse:
        """Ask at the site's own sign-out page; a form sent there directly stays a form (307)."""
        return redirect("account_logout", preserve_request=True)

    @signed_in
    def password_change(self, request: HttpRequest, extra_context: object = None) -> HttpResponse:
        """One page for passwords."""
        return redirect("account_change_password")
