"""How the apps are put together: environment, settings, addresses, the ASGI dispatcher, the launcher's verbs."""
