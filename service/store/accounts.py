"""Accounts: people who sign in, known before the tenant is, because an account says whose tenant it speaks for."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from service.store import tables
from service.store.database import Database
from service.store.errors import AlreadyDone
from service.store.values import Account, new_id

ABOUT = ("id", "tenant", "role", "name", "employer_id", "login", "issuer", "subject", "created_at", "revoked_at")


class Accounts(Database):
    """Making, finding, changing and revoking accounts."""

    def create_account(
        self,
        *,
        tenant: str,
        role: str,
        name: str,
        login: str | None = None,
        password_hash: str | None = None,
        issuer: str | None = None,
        subject: str | None = None,
        employer_id: str | None = None,
    ) -> Account:
        """Keep a new account; of a password only its argon2 hash comes here.

        Raises:
            AlreadyDone: there is an account with this login, or this subject of the issuer.
        """
        moment = self._now()
        account = Account(new_id(moment), tenant, role, name, employer_id, login, issuer, subject, moment, None)
        row = {column: getattr(account, column) for column in ABOUT}
        with self._transactions.writing() as connection:
            try:
                connection.execute(insert(tables.accounts).values(**row, password_hash=password_hash))
            except IntegrityError as error:
                raise AlreadyDone("account", login or subject or "") from error
        return account

    def account_with_login(self, login: str) -> tuple[Account, str] | None:
        """The account in force with this login and the hash of its password, or None."""
        row = self._account(tables.accounts.c.login == login)
        return None if row is None or row.password_hash is None else (_account(row), row.password_hash)

    def account_of_subject(self, issuer: str, subject: str) -> Account | None:
        """The account an issuer's subject belongs to, revoked or not, or None."""
        column = tables.accounts.c
        query = select(tables.accounts).where(column.issuer == issuer, column.subject == subject)
        with self._transactions.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _account(row)

    def accounts(self, tenant: str) -> tuple[Account, ...]:
        """A tenant's accounts, oldest first, revoked ones too."""
        column = tables.accounts.c
        query = select(tables.accounts).where(column.tenant == tenant).order_by(column.created_at, column.id)
        with self._transactions.reading() as connection:
            return tuple(_account(row) for row in connection.execute(query))

    def change_account(self, id: str, *, role: str, name: str, employer_id: str | None) -> None:
        """Keep what an issuer says of a person now."""
        changed = update(tables.accounts).where(tables.accounts.c.id == id)
        with self._transactions.writing() as connection:
            connection.execute(changed.values(role=role, name=name, employer_id=employer_id))

    def set_password(self, id: str, password_hash: str) -> None:
        """Let another password be an account's; sessions that have begun go on."""
        changed = update(tables.accounts).where(tables.accounts.c.id == id)
        with self._transactions.writing() as connection:
            connection.execute(changed.values(password_hash=password_hash))

    def revoke_account(self, tenant: str, id: str) -> bool:
        """Stop an account for good, its sessions too; False when the tenant has no such account in force."""
        column = tables.accounts.c
        mine = (column.tenant == tenant) & (column.id == id) & column.revoked_at.is_(None)
        with self._transactions.writing() as connection:
            return connection.execute(update(tables.accounts).where(mine).values(revoked_at=self._now())).rowcount == 1

    def _account(self, which: ColumnElement[bool]) -> Row[Any] | None:
        query = select(tables.accounts).where(which, tables.accounts.c.revoked_at.is_(None))
        with self._transactions.reading() as connection:
            return connection.execute(query).one_or_none()


def _account(row: Row[Any]) -> Account:
    return Account(**{column: getattr(row, column) for column in ABOUT})
