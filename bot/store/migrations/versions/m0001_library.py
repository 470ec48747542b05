"""The library: bodies, articles, versions, visibility, briefs, facts, conversations, full-text index."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_FTS5 = (
    """
    CREATE VIEW article_index_source AS
    SELECT versions.id AS id, versions.title AS title, bodies.text AS text
    FROM versions JOIN bodies ON bodies.id = versions.body_id
    """,
    """
    CREATE VIRTUAL TABLE article_index USING fts5(
        title, text, content='article_index_source', content_rowid='id',
        tokenize='porter unicode61 remove_diacritics 2'
    )
    """,
    """
    CREATE TRIGGER versions_are_indexed AFTER INSERT ON versions BEGIN
        INSERT INTO article_index (rowid, title, text)
        SELECT id, title, text FROM article_index_source WHERE id = new.id;
    END
    """,
    """
    CREATE TRIGGER versions_leave_the_index BEFORE DELETE ON versions BEGIN
        INSERT INTO article_index (article_index, rowid, title, text)
        SELECT 'delete', id, title, text FROM article_index_source WHERE id = old.id;
    END
    """,
)

_TSVECTOR = (
    """
    CREATE TABLE article_index (
        version_id INTEGER CONSTRAINT pk_article_index PRIMARY KEY
            CONSTRAINT fk_article_index_version_id REFERENCES versions (id) ON DELETE CASCADE,
        document TSVECTOR NOT NULL
    )
    """,
    # Beside its row, so that rows stay small, and not compressed: ranking reads many.
    "ALTER TABLE article_index ALTER document SET STORAGE EXTERNAL",
    "CREATE INDEX ix_article_index_document ON article_index USING gin (document)",
)

_SEARCH = {"sqlite": _FTS5, "postgresql": _TSVECTOR}


def upgrade() -> None:
    """Create everything."""
    _read()
    _briefs()
    _turns()
    for statement in _SEARCH[op.get_context().dialect.name]:
        op.execute(statement)


def _read() -> None:
    op.create_table(
        "articles",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("canonical_url", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
    )
    op.create_index("ix_articles_canonical_url", "articles", ["canonical_url"], postgresql_using="hash")
    op.create_table(
        "bodies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_bodies"),
        sa.UniqueConstraint("digest", name="uq_bodies_digest"),
    )
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("article_id", sa.String(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("site", sa.String()),
        sa.Column("title", sa.String()),
        sa.Column("byline", sa.String()),
        sa.Column("published_at", sa.String()),
        sa.Column("published_precision", sa.String()),
        sa.Column("language", sa.String()),
        sa.Column("fetched_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_versions_article_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"], name="fk_versions_body_id"),
        sa.PrimaryKeyConstraint("id", name="pk_versions"),
        sa.UniqueConstraint("fingerprint", name="uq_versions_fingerprint"),
    )
    op.create_index("ix_versions_article_id", "versions", ["article_id"])
    op.create_index("ix_versions_body_id", "versions", ["body_id"])
    op.create_index("ix_versions_content_hash", "versions", ["content_hash"])
    op.create_table(
        "entries",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("private_to", sa.String(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.String(), nullable=False),
        sa.Column("url", sa.String()),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_entries_article_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name="fk_entries_version_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "private_to", "version_id", name="pk_entries"),
    )
    op.create_index(
        "ix_entries_article_id_workspace_private_to_kept_at",
        "entries",
        ["article_id", "workspace", "private_to", "kept_at"],
    )
    op.create_index("ix_entries_version_id", "entries", ["version_id"])
    op.create_index(
        "ix_entries_workspace_private_to_kept_at", "entries", ["workspace", "private_to", "kept_at"]
    )


def _briefs() -> None:
    op.create_table(
        "briefs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("engine_name", sa.String(), nullable=False),
        sa.Column("engine_version", sa.String(), nullable=False),
        sa.Column("prompt_hash", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name="fk_briefs_version_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_briefs"),
        sa.UniqueConstraint(
            "version_id",
            "engine_name",
            "engine_version",
            "prompt_hash",
            name="uq_briefs_version_id_engine_name_engine_version_prompt_hash",
        ),
    )
    op.create_table(
        "positions",
        sa.Column("brief_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("stance", sa.String(), nullable=False),
        sa.Column("towards", sa.String()),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("modality", sa.String(), nullable=False),
        sa.Column("according_to", sa.String()),
        sa.ForeignKeyConstraint(
            ["brief_id"], ["briefs.id"], name="fk_positions_brief_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name="fk_positions_version_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("brief_id", "ordinal", name="pk_positions"),
    )
    op.create_index("ix_positions_version_id", "positions", ["version_id"])
    op.create_table(
        "quotes",
        sa.Column("brief_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("speaker", sa.String()),
        sa.Column("speaker_role", sa.String()),
        sa.Column("direct", sa.Boolean(), nullable=False),
        sa.Column("cue", sa.String()),
        sa.ForeignKeyConstraint(["brief_id"], ["briefs.id"], name="fk_quotes_brief_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name="fk_quotes_version_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("brief_id", "ordinal", name="pk_quotes"),
    )
    op.create_index("ix_quotes_version_id", "quotes", ["version_id"])
    op.create_table(
        "figures",
        sa.Column("brief_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("unit", sa.String()),
        sa.Column("counted", sa.String()),
        sa.Column("qualifier", sa.String()),
        sa.Column("according_to", sa.String()),
        sa.ForeignKeyConstraint(["brief_id"], ["briefs.id"], name="fk_figures_brief_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name="fk_figures_version_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("brief_id", "ordinal", name="pk_figures"),
    )
    op.create_index("ix_figures_version_id", "figures", ["version_id"])
    op.create_table(
        "timeline",
        sa.Column("brief_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("date", sa.String(), nullable=False),
        sa.Column("precision", sa.String(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["brief_id"], ["briefs.id"], name="fk_timeline_brief_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name="fk_timeline_version_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("brief_id", "ordinal", name="pk_timeline"),
    )
    op.create_index("ix_timeline_version_id", "timeline", ["version_id"])


def _turns() -> None:
    op.create_table(
        "turns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("private_to", sa.String(), nullable=False),
        sa.Column("conversation", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_turns"),
    )
    op.create_index(
        "ix_turns_workspace_private_to_conversation_id",
        "turns",
        ["workspace", "private_to", "conversation", "id"],
    )
