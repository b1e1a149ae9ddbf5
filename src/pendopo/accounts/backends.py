"""Sign-in by username and password, and Django's permissions answered by the policy."""

from django.contrib.auth.backends import ModelBackend

from pendopo.accounts import queries
from pendopo.accounts.domain.policy import Permission, allows_somewhere
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Unauthenticated

#: What opens an app's part of Django's admin. An app that is not named stays closed for everybody: tickets,
#: answers and the public record are no rows to edit. Each admin page narrows its rows to the editor's place.
ADMIN_PERMISSIONS = {
    "accounts": Permission.ADMINISTER,
    "directory": Permission.EDIT_DIRECTORY,
}


class PolicyBackend(ModelBackend):
    """Django's password check (same time for unknown names, no inactive accounts) with our rights."""

    def has_perm(self, user_obj, perm, obj=None):
        """Whether the policy opens the app that the Django permission belongs to."""
        return self.has_module_perms(user_obj, perm.partition(".")[0])

    def has_module_perms(self, user_obj, app_label):
        """Whether the policy opens this app in the admin."""
        needed = ADMIN_PERMISSIONS.get(app_label)
        return bool(needed and user_obj.is_active and allows_somewhere(_actor(user_obj), needed))

    def get_all_permissions(self, user_obj, obj=None):
        """Nothing: rights are asked for one by one, never listed from tables of Django."""
        return set()

    def with_perm(self, perm, is_active=True, include_superusers=True, obj=None):
        """Not offered: the policy is asked about one person at a time."""
        raise NotImplementedError("ask pendopo.accounts.domain.policy")


def _actor(user_obj) -> Actor:
    """The actor of this user object, asked once per request (the object lives that long)."""
    if not hasattr(user_obj, "_policy_actor"):
        try:
            user_obj._policy_actor = queries.actor_of(user_obj.pk)
        except Unauthenticated:
            user_obj._policy_actor = Actor()
    return user_obj._policy_actor
