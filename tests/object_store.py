"""A real S3 server for tests (moto), in a thread of its own; other processes reach it as well."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pendopo.datahouse.lake.objects import ObjectStore, StoreAddress

BUCKET, KEY, SECRET = "pendopo-uji", "kunci-uji", "rahasia-uji"


@dataclass(frozen=True)
class Server:
    """Where the server listens, and how a site is told of a lake on it."""

    endpoint: str

    def address(self, prefix: str, *, bucket: str = BUCKET) -> StoreAddress:
        return StoreAddress(bucket, prefix, self.endpoint, "us-east-1", KEY, SECRET)

    def store(self, prefix: str, *, bucket: str = BUCKET) -> ObjectStore:
        return ObjectStore(self.address(prefix, bucket=bucket))

    def settings(self, prefix: str) -> dict[str, str]:
        """For the environment of a site."""
        return {
            "PENDOPO_LAKE_STORE": f"s3://{BUCKET}/{prefix}", "PENDOPO_LAKE_ENDPOINT": self.endpoint,
            "PENDOPO_LAKE_KEY": KEY, "PENDOPO_LAKE_SECRET": SECRET,
        }  # fmt: skip


@contextmanager
def object_store() -> Iterator[Server]:
    """The server, with one empty bucket, for as long as the block lasts."""
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from pyarrow.fs import S3FileSystem
    from werkzeug.serving import make_server

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, DomainDispatcherApplication(create_backend_app), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    host = f"127.0.0.1:{server.server_port}"
    files = S3FileSystem(
        access_key=KEY, secret_key=SECRET, endpoint_override=host, scheme="http", region="us-east-1",
        allow_bucket_creation=True,
    )  # fmt: skip
    files.create_dir(BUCKET)
    try:
        yield Server(f"http://{host}")
    finally:
        server.shutdown()
        server.server_close()
