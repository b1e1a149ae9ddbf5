"""Every setting that an operator can give: what it means, how it is read, what holds without it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pendopo.project.setting_values import (
    read_address,
    read_database,
    read_days,
    read_endpoint,
    read_flag,
    read_hosts,
    read_level,
    read_mail_server,
    read_names,
    read_roles,
    read_scanner,
    read_secret,
    read_spark,
    read_store,
    read_text,
    read_whole,
)


@dataclass(frozen=True)
class Variable:
    """One environment variable: its name, what it means, how it is read, and what holds when it is absent."""

    name: str
    meaning: str
    read: Callable[[str], Any]
    default: str | None = None
    example: str = ""
    secret: bool = False


VARIABLES = (
    Variable(
        "DATABASE_URL",
        "PostgreSQL 15 or newer.",
        read_database,
        secret=True,
        example="postgresql://pendopo:...@db:5432/pendopo",
    ),
    Variable(
        "PENDOPO_SECRET_KEY",
        "Signs cookies and forms. Random, at least 32 characters, never shared.",
        read_secret,
        secret=True,
        example="openssl rand -hex 32",
    ),
    Variable(
        "PENDOPO_HOSTS",
        "Host names that the site answers to, separated by commas.",
        read_names,
        default="localhost,127.0.0.1",
        example="mpp.mojokertokota.go.id",
    ),
    Variable(
        "PENDOPO_BASE_URL",
        "The public address, used in links and QR codes.",
        read_address,
        default="http://127.0.0.1:8000",
        example="https://mpp.mojokertokota.go.id",
    ),
    Variable(
        "PENDOPO_HTTPS",
        "1 when the site is reached over HTTPS: secure cookies and HSTS.",
        read_flag,
        default="1",
    ),
    Variable(
        "PENDOPO_TRUSTED_PROXIES",
        "Addresses of proxies whose X-Forwarded-For is believed, separated by commas.",
        read_names,
        default="",
    ),
    Variable(
        "PENDOPO_MFA_ROLES",
        "Roles that work only with a second factor, separated by commas: they are asked to set one up when they "
        "sign in. Commitments of agencies are never declared without one. Empty: nobody has to.",
        read_roles,
        default="administrator,agency-head",
    ),
    Variable(
        "PENDOPO_OFFICE",
        "Short name of the office that the front page opens.",
        read_text,
        default="mpp-gajah-mada",
    ),
    Variable(
        "PENDOPO_ALWAYS_OPEN",
        "1 ignores opening hours and lifts limits per address. Only for trials and load tests.",
        read_flag,
        default="0",
    ),
    Variable(
        "PENDOPO_DEMO",
        "1 shows the demo console with simulated visitors. Never in production.",
        read_flag,
        default="0",
    ),
    Variable(
        "PENDOPO_TAKES_PER_MINUTE",
        "Numbers that one address may take per minute through each server process.",
        read_whole,
        default="60",
    ),
    Variable(
        "PENDOPO_SURVEY_MINIMUM", "Fewest answers from which an index is published.", read_whole, default="10"
    ),
    Variable("PENDOPO_SURVEY_DAYS", "Days for which a survey code can be answered.", read_whole, default="7"),
    Variable("PENDOPO_DATA", "Folder for files that the program keeps.", read_text, default="pendopo-data"),
    Variable(
        "PENDOPO_UPLOADS_PER_DAY",
        "Files that one person may upload within 24 hours, whatever they are for.",
        read_whole,
        default="500",
    ),
    Variable(
        "PENDOPO_UPLOADS_MB_PER_DAY",
        "Megabytes that one person may upload within 24 hours.",
        read_whole,
        default="5000",
    ),
    Variable(
        "PENDOPO_EVIDENCE_MB",
        "Largest file of evidence, in megabytes. A proxy in front has to let as much through.",
        read_whole,
        default="50",
    ),
    Variable(
        "PENDOPO_DELIVERY_MB",
        "Largest file that an agency delivers to the data house, in megabytes; larger ones go in several deliveries.",
        read_whole,
        default="500",
    ),
    Variable(
        "PENDOPO_DELIVERIES_PER_DAY",
        "Files that one agency may deliver within a day.",
        read_whole,
        default="2000",
    ),
    Variable(
        "PENDOPO_DELIVERIES_MB_PER_DAY",
        "Megabytes that one agency may deliver within a day.",
        read_whole,
        default="10000",
    ),
    Variable(
        "PENDOPO_PULL_HOSTS",
        "Hosts from which the data house may fetch, each as name or name:port, separated by commas. No other host is "
        "ever called. Empty: nothing is fetched.",
        read_hosts,
        default="",
        example="db.dinkes.example.go.id:5432,sftp.example.go.id",
    ),
    Variable(
        "PENDOPO_NEIGHBOURS",
        "Hosts inside your own network whose catalogues may be read and whose programs may be told of releases, "
        "separated by commas. Hosts of the internet need no entry; others inside are never called.",
        read_names,
        default="",
        example="katalog.internal.example.go.id",
    ),
    Variable(
        "PENDOPO_CLAMAV",
        "Where ClamAV's clamd listens: a socket or host:port. Files are not taken in while it does not answer. "
        "Empty: no virus scanner, and the pages say so.",
        read_scanner,
        default="",
        example="/run/clamav/clamd.ctl",
    ),
    Variable(
        "PENDOPO_RECORD_MEMORY",
        "Folder that remembers what the public record has signed: on another disk than the database and not in its "
        "backups. It notices a restored old backup. Empty: inside PENDOPO_DATA.",
        read_text,
        default="",
        example="/srv/pendopo-memory",
    ),
    Variable(
        "PENDOPO_SMTP",
        "Mail server for reminders. Empty: no mail, reminders stay in the program.",
        read_mail_server,
        default="",
        example="smtp://penilaian:...@mail.example.go.id:587",
        secret=True,
    ),
    Variable(
        "PENDOPO_MAIL_FROM",
        "Sender of that mail.",
        read_text,
        default="pendopo@localhost",
        example="penilaian@mojokertokab.go.id",
    ),
    Variable(
        "PENDOPO_REMIND_DAYS",
        "How many days before a milestone of a roadmap its people are reminded, separated by commas.",
        read_days,
        default="14,7,1",
    ),
    Variable(
        "PENDOPO_WALIDATA",
        "Short name of the agency of each government that is its Walidata: it owns what the house computes itself.",
        read_text,
        default="diskominfo",
    ),
    Variable(
        "PENDOPO_PSEUDONYM_SECRET",
        "Makes the keyed hashes that stand for a NIK in the data house: random, the same for all agencies. Who changes "
        "it cuts new answers off from old ones. Empty: derived from PENDOPO_SECRET_KEY.",
        read_text,
        default="",
        example="openssl rand -hex 32",
        secret=True,
    ),
    Variable(
        "PENDOPO_QUESTION_SECONDS",
        "Seconds after which a question of an analyst is stopped.",
        read_whole,
        default="30",
    ),
    Variable(
        "PENDOPO_QUESTION_MB",
        "Memory that one question of an analyst may use, in megabytes; six may run at the same time.",
        read_whole,
        default="1024",
    ),
    Variable(
        "PENDOPO_LAKE_STORE",
        "Where the files of the data house are kept: a bucket of an S3-compatible store, and a folder in it that no "
        "other site uses. Empty: the folder PENDOPO_DATA/lake.",
        read_store,
        default="",
        example="s3://pendopo/rumah-data",
    ),
    Variable(
        "PENDOPO_LAKE_ENDPOINT",
        "Address of that store. Empty: Amazon S3.",
        read_endpoint,
        default="",
        example="https://s3.mojokertokota.go.id",
    ),
    Variable("PENDOPO_LAKE_REGION", "Region of that store.", read_text, default="us-east-1"),
    Variable(
        "PENDOPO_LAKE_KEY",
        "Access key for that store: reads, lists, writes and deletes objects of the bucket.",
        read_text,
        default="",
        secret=True,
    ),
    Variable("PENDOPO_LAKE_SECRET", "Secret of the access key.", read_text, default="", secret=True),
    Variable(
        "PENDOPO_LAKE_COPIES_MB",
        "Megabytes for copies of what is in the store, in PENDOPO_DATA/lake-copies. What was used within the last 20 "
        "minutes stays even when it is more.",
        read_whole,
        default="20000",
    ),
    Variable(
        "PENDOPO_SPARK_URL",
        "Spark Connect server that reads the lake under the same path, or in the same store, for "
        "`./pendopo data query --engine spark`; needs the package pyspark-client.",
        read_spark,
        default="",
        example="sc://spark:15002",
    ),
    Variable("PENDOPO_LOG_LEVEL", "DEBUG, INFO, WARNING or ERROR.", read_level, default="INFO"),
)
