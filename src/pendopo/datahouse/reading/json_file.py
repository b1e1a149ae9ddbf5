"""JSON, NDJSON and GeoJSON: records of plain values. A row is counted as the record in the file, from 1."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import duckdb

from pendopo.datahouse.domain.errors import FileRefused
from pendopo.datahouse.domain.findings import Finding
from pendopo.datahouse.reading.headings import headings
from pendopo.datahouse.reading.staging import Staged, stage_rows

#: A document that is read whole; larger deliveries come as NDJSON.
_LARGEST = 200_000_000
_SHAPES = {
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
    "Polygon",
    "MultiPolygon",
    "GeometryCollection",
}


def stage_ndjson(
    connection: duckdb.DuckDBPyConnection, path: Path, name: str, _header_rows: int | None
) -> Staged:
    """One record per line; read twice, so that a column may first appear in the last line."""
    titles = _titles(record for _, record in _lines(path, name))
    return _stage(connection, titles, _lines(path, name))


def stage_json(
    connection: duckdb.DuckDBPyConnection, path: Path, name: str, header_rows: int | None
) -> Staged:
    """A list of records, or an object that has one under `data`, `records` or `rows`."""
    document = _document(path, name)
    if isinstance(document, dict) and document.get("type") == "FeatureCollection":
        return stage_geojson(connection, path, name, header_rows)
    if isinstance(document, dict):
        document = next((document[key] for key in ("data", "records", "rows") if key in document), None)
    records = _records(document, name)
    return _stage(connection, _titles(records), enumerate(records, start=1))


def stage_geojson(
    connection: duckdb.DuckDBPyConnection, path: Path, name: str, _header_rows: int | None
) -> Staged:
    """The properties of each feature, and its geometry as text. Raises `FileRefused`."""
    document = _document(path, name)
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
        raise FileRefused(name=name, why="bukan FeatureCollection GeoJSON")
    records = [{**(one.get("properties") or {}), "geometry": one.get("geometry")} for one in features]
    faults = [fault for row, one in enumerate(records, start=1) for fault in _geometry(row, one["geometry"])]
    return _stage(connection, _titles(records), enumerate(records, start=1), faults, shapes=True)


def _document(path: Path, name: str) -> Any:
    if path.stat().st_size > _LARGEST:
        raise FileRefused(
            name=name, why="terlalu besar untuk JSON; kirim sebagai NDJSON, satu baris tiap rekaman"
        )
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise FileRefused(name=name, why="bukan UTF-8") from None
    except json.JSONDecodeError as fault:
        raise FileRefused(name=name, why=f"baris {fault.lineno} kolom {fault.colno} bukan JSON") from None
    except RecursionError:
        raise FileRefused(name=name, why="bersarang terlalu dalam") from None


def _records(document: Any, name: str) -> list[dict[str, Any]]:
    if not isinstance(document, list) or not document:
        raise FileRefused(name=name, why="harus berupa daftar rekaman, misalnya [{…}, {…}]")
    for row, one in enumerate(document, start=1):
        if not isinstance(one, dict):
            raise FileRefused(name=name, why=f"rekaman ke-{row} bukan objek")
    return document


def _lines(path: Path, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open("rb") as content:
        for number, line in enumerate(content, start=1):
            if not line.strip():
                continue
            try:
                record = json.loads(line.decode("utf-8-sig"))
            except UnicodeDecodeError:
                raise FileRefused(name=name, why=f"baris {number} bukan UTF-8") from None
            except (json.JSONDecodeError, RecursionError) as fault:
                column = getattr(fault, "colno", 1)
                raise FileRefused(name=name, why=f"baris {number} kolom {column} bukan JSON") from None
            if not isinstance(record, dict):
                raise FileRefused(name=name, why=f"baris {number} bukan objek")
            yield number, record


def _titles(records: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for one in records for key in one))


def _stage(
    connection: duckdb.DuckDBPyConnection,
    titles: tuple[str, ...],
    records: Iterable[tuple[int, dict[str, Any]]],
    faults: list[Finding] | None = None,
    *,
    shapes: bool = False,
) -> Staged:
    found = (faults or []) + headings([list(titles)], 1)[1]
    rows = (
        (row, [_text(one.get(title), row, title, found, shapes) for title in titles]) for row, one in records
    )
    staged = stage_rows(connection, titles, rows, faults=found)
    return Staged(staged.titles, staged.row, tuple(found))


def _text(value: Any, row: int, title: str, faults: list[Finding], shapes: bool) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        if not (shapes and title == "geometry"):
            faults.append(Finding(row, title, "type", text, "satu nilai; ratakan isi yang bersarang"))
        return text
    return repr(value) if isinstance(value, float) else str(value)


def _geometry(row: int, value: Any) -> Iterator[Finding]:
    """Shape and place: longitudes and latitudes of the earth, in this order."""
    if value is None:
        return
    if not isinstance(value, dict) or value.get("type") not in _SHAPES:
        yield Finding(row, "geometry", "type", str(value), "geometri GeoJSON")
        return
    for point in _points(value.get("coordinates", [])):
        if not (-180 <= point[0] <= 180 and -90 <= point[1] <= 90):
            yield Finding(
                row, "geometry", "range", f"{point[0]}, {point[1]}", "bujur lalu lintang dalam derajat"
            )
            return


def _points(value: Any) -> Iterator[tuple[float, float]]:
    if isinstance(value, list) and len(value) >= 2 and all(isinstance(one, int | float) for one in value):
        yield value[0], value[1]
    elif isinstance(value, list):
        for one in value:
            yield from _points(one)
