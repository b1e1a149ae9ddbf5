"""The site, served to a real browser from a thread of its own. The pages used here need no database."""

import threading
from collections.abc import Iterator
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.wsgi import get_wsgi_application
from servestatic import ServeStatic

from pendopo.design import shell


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *words: object) -> None:
        """Requests are not worth a line."""


@pytest.fixture
def site(settings) -> Iterator[str]:
    """The address of the running site."""
    settings.ROOT_URLCONF = "tests.browser.design.addresses"
    before = shell._facts.provider
    shell.provide(
        lambda office: shell.HelpFacts("MPP Contoh", "(0321) 123-456", "Jl. Contoh 1", "08.00-14.00 WIB")
    )
    pages = ServeStatic(get_wsgi_application(), settings.STATIC_ROOT, "static/")
    server = make_server("127.0.0.1", 0, pages, server_class=_Server, handler_class=_Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()
    shell.provide(before)
