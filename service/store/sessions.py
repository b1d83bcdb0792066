"""Sessions of people who have signed in, sign-ins on their way to an issuer, and the log of both.

Of a session's token only the SHA-256 is kept. A session ends when it is signed out, has not been used for ``IDLE``,
is older than ``LONGEST``, or its account is revoked.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, insert, select, update

from service.store import tables
from service.store.accounts import ABOUT, Accounts
from service.store.values import Account, Attempt, new_id

IDLE: Final = timedelta(minutes=30)
LONGEST: Final = timedelta(hours=8)
NOTED: Final = timedelta(minutes=1)
"""How often a session's use is written down: every minute, not every click."""
AWAY: Final = timedelta(minutes=10)
"""How long somebody may take at the issuer's."""


class Sessions(Accounts):
    """Beginning, finding and ending sessions."""

    def begin_session(self, account: Account, token_hash: str, how: str) -> None:
        """Keep a new session, note the sign-in, and forget sessions that ended more than a day ago."""
        moment = self._now()
        session, old = tables.sessions.c, moment - LONGEST - timedelta(days=1)
        about = {"tenant": account.tenant, "account_id": account.id}
        with self._transactions.writing() as connection:
            connection.execute(delete(tables.sessions).where(session.created_at < old))
            connection.execute(
                insert(tables.sessions).values(token_hash=token_hash, created_at=moment, seen_at=moment, **about)
            )
            connection.execute(insert(tables.sign_ins).values(**about, **_entry(account, how, moment)))

    def account_in_session(self, token_hash: str) -> Account | None:
        """Whose session this is, when it is in force; its use is noted."""
        moment = self._now()
        session, account = tables.sessions.c, tables.accounts.c
        query = (
            select(tables.accounts, session.seen_at)
            .join(tables.sessions, session.account_id == account.id)
            .where(
                session.token_hash == token_hash,
                session.ended_at.is_(None),
                session.seen_at > moment - IDLE,
                session.created_at > moment - LONGEST,
                account.revoked_at.is_(None),
            )
        )
        with self._transactions.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        if row.seen_at < moment - NOTED:
            with self._transactions.writing() as connection:
                seen = update(tables.sessions).where(session.token_hash == token_hash)
                connection.execute(seen.values(seen_at=moment))
        return Account(**{column: getattr(row, column) for column in ABOUT})

    def end_session(self, account: Account, token_hash: str) -> None:
        """End a session for good and note it."""
        moment = self._now()
        session = tables.sessions.c
        about = {"tenant": account.tenant, "account_id": account.id}
        with self._transactions.writing() as connection:
            connection.execute(update(tables.sessions).where(session.token_hash == token_hash).values(ended_at=moment))
            connection.execute(insert(tables.sign_ins).values(**about, **_entry(account, "sign_out", moment)))

    def begin_attempt(self, tenant: str, state_hash: str, attempt: Attempt) -> None:
        """Remember a sign-in that goes to an issuer; forget those that never came back."""
        moment, kept = self._now(), tables.sign_in_attempts
        about = {"nonce": attempt.nonce, "verifier": attempt.verifier, "back": attempt.back}
        with self._transactions.writing() as connection:
            connection.execute(delete(kept).where(kept.c.created_at < moment - AWAY))
            connection.execute(insert(kept).values(tenant=tenant, state_hash=state_hash, created_at=moment, **about))

    def end_attempt(self, state_hash: str) -> Attempt | None:
        """The sign-in with this state, once; None when there is none or it took too long."""
        kept, oldest = tables.sign_in_attempts, self._now() - AWAY
        with self._transactions.writing() as connection:
            row = connection.execute(
                select(kept).where(kept.c.state_hash == state_hash, kept.c.created_at >= oldest)
            ).one_or_none()
            connection.execute(delete(kept).where(kept.c.state_hash == state_hash))
        return None if row is None else Attempt(row.nonce, row.verifier, row.back)

    def sign_ins(self, tenant: str, account_id: str) -> tuple[str, ...]:
        """What an account has done at the door (``password``, ``oidc``, ``sign_out``), oldest first."""
        log = tables.sign_ins.c
        query = select(log.event).where(log.tenant == tenant, log.account_id == account_id).order_by(log.seq)
        with self._transactions.reading() as connection:
            return tuple(row.event for row in connection.execute(query))


def _entry(account: Account, event: str, moment: datetime) -> dict[str, object]:
    return {"id": new_id(moment), "event": event, "actor": f"user:{account.id}", "created_at": moment}
