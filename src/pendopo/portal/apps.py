from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "pendopo.portal"
    verbose_name = "Portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the page shell whose site this is."""
        from pendopo.design.shell import provide
        from pendopo.portal.queries.help import help_facts

        provide(help_facts)
