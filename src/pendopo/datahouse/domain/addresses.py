"""Where the public things of the data house are found. Catalogues of others keep these addresses: they never change."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Addresses:
    """Absolute addresses below `base` ("https://data.kota.go.id", without a slash at the end)."""

    base: str

    @property
    def catalogue(self) -> str:
        """The page of all data sets, which also names the catalogue as a whole."""
        return f"{self.base}/data/"

    def dataset(self, slug: str) -> str:
        """The page of a data set."""
        return f"{self.base}/data/{slug}/"

    def newest(self, slug: str, format: str) -> str:
        """The file of the newest release: leads on to the one that never changes."""
        return f"{self.base}/data/{slug}/{slug}.{format}"

    def file(self, slug: str, number: int, format: str) -> str:
        """The file of one release. Its bytes never change."""
        return f"{self.base}{file_path(slug, number, format)}"

    def rows(self, slug: str) -> str:
        """The call that gives rows."""
        return f"{self.base}/api/v1/data/{slug}"

    def description(self, slug: str) -> str:
        """The OpenAPI document of the data set."""
        return f"{self.base}/data/{slug}/openapi.json"


def file_path(slug: str, number: int, format: str) -> str:
    """The path of a file of a release below the site's address."""
    return f"/data/{slug}/rilis/{number}/{slug}.{format}"
