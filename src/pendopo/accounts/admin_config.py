"""Names the admin site; apart from `admin_site`, because this is read before any model exists."""

from django.contrib.admin.apps import AdminConfig


class StaffAdminConfig(AdminConfig):
    """Django's admin with our site in place of its own."""

    default_site = "pendopo.accounts.admin_site.StaffAdminSite"
