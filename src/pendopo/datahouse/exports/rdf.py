"""A document in JSON-LD as the other forms of RDF."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Form:
    """How a form is asked for, what rdflib calls it, and what it is on the way."""

    writer: str
    media_type: str


FORMS: Mapping[str, Form] = {
    "jsonld": Form("json-ld", "application/ld+json"),
    "ttl": Form("turtle", "text/turtle; charset=utf-8"),
    "xml": Form("pretty-xml", "application/rdf+xml; charset=utf-8"),
    "rdf": Form("pretty-xml", "application/rdf+xml; charset=utf-8"),
    # Every document in Turtle is one in N3.
    "n3": Form("turtle", "text/n3; charset=utf-8"),
}


def written(document: Mapping[str, Any], form: Form) -> bytes:
    """The document in that form. Its context is inside it, so that nothing is loaded from elsewhere."""
    if form.writer == "json-ld":
        return json.dumps(document, ensure_ascii=False).encode()
    # Half a second, which pages without RDF need not wait for.
    from rdflib import Graph
    from rdflib.plugins.parsers.jsonld import to_rdf

    return to_rdf(document, Graph()).serialize(format=form.writer, encoding="utf-8")
