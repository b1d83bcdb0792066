"""Every setting of the service, read from the environment once and passed in; nothing else reads the environment.

Each field is the variable ``COMPANYTRACK_`` plus its name in capitals; ``docs/settings.md`` describes them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE


class Settings(BaseSettings):
    """Where things are kept, how the service listens, and how much it takes in. Frozen."""

    model_config = SettingsConfigDict(env_prefix="COMPANYTRACK_", frozen=True, extra="ignore", env_ignore_empty=True)

    database_url: str = "sqlite:///var/companytrack.db"
    encoder: str | None = None
    encoder_cache: Path | None = None
    model_dir: Path = Path("var/model")
    mlruns: Path = Path("mlruns")
    tenant: Annotated[str, Field(pattern=r"^[\w.:\-]{1,64}$")] = "viborg"
    language: Literal["da", "en"] = "da"
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    demo: bool = False
    explore: bool = False
    json_limit: Annotated[int, Field(ge=KILOBYTE)] = 64 * KILOBYTE
    upload_limit: Annotated[int, Field(ge=KILOBYTE)] = 5 * MEGABYTE
    rows_limit: Annotated[int, Field(ge=1)] = 2_000
    unpacked_limit: Annotated[int, Field(ge=KILOBYTE)] = 50 * MEGABYTE
    oidc_issuer: str | None = None
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    oidc_redirect: str = ""
    oidc_role_claim: str = "role"
    oidc_roles: Mapping[str, str] = {}
    oidc_employer_claim: str = "employer_id"

    @property
    def releases(self) -> Path:
        """The folder of promoted models, one sub-folder each, with ``current.json`` beside it."""
        return self.model_dir / "releases"
