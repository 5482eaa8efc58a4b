"""Everything that can be configured, once: environment variables with the prefix LOCARD_, or a .env file."""

from __future__ import annotations

import getpass
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


class Settings(BaseSettings):
    """Settings of one installation; `LOCARD_DATA=/srv/locard locard status` overrides one for one command."""

    model_config = SettingsConfigDict(env_prefix="LOCARD_", env_file=".env", extra="ignore")

    data: Path = Field(
        default=Path("data"), description="the data directory: ledger, projections, rejects, embedded graph"
    )
    ledger_url: str = Field(
        default="", description="SQLAlchemy URL of the ledger; empty: SQLite in the data directory"
    )
    keys: str = Field(
        default="", description="folder of the keys and the journal of erasures; empty: keys/ beside the data"
    )
    policies: str = Field(
        default="", description="folder of Cedar policies (*.cedar); empty: those that Locard comes with"
    )
    graph_uri: str = Field(default="", description="Bolt URI of a graph server; empty: the embedded server")
    graph_user: str = Field(default="neo4j", description="user of the graph server")
    graph_password: str = Field(default="", description="password of the graph server")
    graph_database: str = Field(default="neo4j", description="database on the graph server")
    graph_idle_seconds: float = Field(
        default=60.0, description="the embedded server ends this long after its last client"
    )
    graph_memory: str = Field(
        default="2g", pattern="^[0-9]+[kmgKMG]$", description="heap of the embedded server"
    )
    translation: str = Field(
        default="",
        description="folder of CTranslate2 models, one per pair of languages; empty: word glosses alone",
    )
    retention: str = Field(
        default="", description="retention file of this site; empty: the terms that Locard comes with"
    )
    fields: str = Field(
        default="", description="which function sees which properties here; empty: policy/fields.yaml"
    )
    subject: str = Field(
        default="", description="what a person who asks is told here; empty: policy/subject.yaml"
    )
    own_register: str = Field(
        default="",
        description="what the site says of itself in the register; empty: policy/register.yaml",
    )
    host: str = Field(default="127.0.0.1", description="address on which `locard serve` listens")
    port: int = Field(
        ge=0, le=65535, default=8470, description="port on which `locard serve` listens; 0: any free one"
    )
    actor: str = Field(default_factory=_login, description="who acts, as written to the log")
    oidc_issuer: str = Field(
        default="", description="address of the OpenID provider that people sign in with; empty: none"
    )
    oidc_client: str = Field(default="", description="the client that the provider knows Locard as")
    oidc_secret: str = Field(default="", description="its secret")
    oidc_claim: str = Field(
        default="sub", description="the claim that an account's `external` is compared with"
    )
    oidc_acr: str = Field(
        default="", description="the `acr` with which the provider must answer a step-up; empty: any"
    )
    code: str = Field(
        default="", description="a fresh code of your second factor, for one command that asks for it"
    )
    lang: Literal["nl", "fr", "de", "en"] = Field(default="en", description="language of labels")
    log: Literal["debug", "info", "warning", "error"] = Field(
        default="warning", description="what the program says of itself on standard error"
    )
    resolution_engine: Literal["duckdb", "spark"] = Field(
        default="duckdb", description="where persons are compared; spark needs locard[spark] and Java 17"
    )
    seed: int = Field(default=1, description="seed of everything that draws at random")

    @cached_property
    def translation_models(self) -> Path | None:
        """The folder of translation models; None where there is none."""
        return Path(self.translation).expanduser() if self.translation else None

    @cached_property
    def ledger(self) -> str:
        """The ledger's URL, with the default filled in."""
        return self.ledger_url or f"sqlite:///{(self.data / 'ledger.db').absolute()}"

    @cached_property
    def keys_folder(self) -> Path:
        """Where the keys and the journal of erasures lie: outside the data directory and its backups."""
        data = self.data.absolute()
        return Path(self.keys).expanduser() if self.keys else data.parent / "keys" / data.name

    def apart(self, folder: str) -> Settings:
        """These settings for data that must never meet the real: own folder, own ledger, embedded graph."""
        own = {"data": self.data / folder, "ledger_url": "", "graph_uri": "", "keys": ""}
        return Settings.model_validate(self.model_dump() | own)
