"""The proof of authenticity in words: what planted schemes are seen, at what price in false alarms."""

from __future__ import annotations

from upshot.decisions.creators.authenticity.planting import STRENGTHS
from upshot.decisions.creators.authenticity.proving import AuthenticityProof, CellRow, Share
from upshot.surfaces.presentation.tables import Column, TextTable
from upshot.surfaces.wording import MISSING, Words

TIERS = ("nano", "micro", "macro", "mega")


def proof_tables(proof: AuthenticityProof, words: Words) -> tuple[TextTable, ...]:
    """Recall by number of posts, recall by size of the creator, false alarms, calibration."""
    sizes = sorted({row.posts for row in proof.cells})
    by_posts = (_recall(proof, size, words) for size in sizes)
    return (*by_posts, _by_tier(proof, max(sizes), words), _false_alarms(proof, words), _calibration(proof, words))


def _recall(proof: AuthenticityProof, size: int, words: Words) -> TextTable:
    """One row per scheme: recall at 5 % false alarms, recall at the line, calibration error, by strength."""
    columns = [Column(words.text("authenticity_proof_scheme"), is_number=False)]
    for strength in STRENGTHS:
        told = words.text(f"authenticity_strength_{strength}")
        columns += [
            Column(words.text(f"authenticity_proof_{name}", strength=told)) for name in ("recall", "line", "ece")
        ]
    rows = []
    for scheme, cells in _by_scheme(proof, size).items():
        shown = [MISSING] * (3 * len(STRENGTHS))
        for n, strength in enumerate(STRENGTHS):
            if (cell := cells.get(strength)) is not None:
                error = words.percent(cell.calibration_error, digits=1)
                shown[3 * n : 3 * n + 3] = [_share(cell.recall, words), _share(cell.recall_at_line, words), error]
        rows.append((words.text(f"authenticity_scheme_{scheme}"), *shown))
    title = words.text("authenticity_proof_by_posts", posts=size)
    return TextTable(f"authenticity_recall_{size}", title, tuple(columns), tuple(rows))


def _by_scheme(proof: AuthenticityProof, size: int) -> dict[str, dict[str, CellRow]]:
    found: dict[str, dict[str, CellRow]] = {}
    for row in proof.cells:
        if row.posts == size:
            found.setdefault(row.scheme, {})[row.strength] = row
    return found


def _by_tier(proof: AuthenticityProof, size: int, words: Words) -> TextTable:
    """Recall of moderate schemes by size of the creator."""
    columns = [Column(words.text("authenticity_proof_scheme"), is_number=False)]
    columns += [Column(words.text(f"authenticity_tier_{tier}")) for tier in TIERS]
    rows = []
    for scheme, cells in _by_scheme(proof, size).items():
        cell = cells.get("moderate")
        told = {} if cell is None else cell.by_tier
        shares = (_share(told[tier], words) if tier in told else MISSING for tier in TIERS)
        rows.append((words.text(f"authenticity_scheme_{scheme}"), *shares))
    title = words.text("authenticity_proof_by_tier", posts=size)
    return TextTable("authenticity_by_tier", title, tuple(columns), tuple(rows))


def _false_alarms(proof: AuthenticityProof, words: Words) -> TextTable:
    labels = ("authenticity_proof_posts", "authenticity_proof_creators", "authenticity_proof_alarms")
    columns = [Column(words.text(label)) for label in labels]
    columns += [Column(words.text(f"authenticity_tier_{tier}")) for tier in TIERS]
    columns.append(Column(words.text("authenticity_proof_ece_all")))
    rows = []
    for row in proof.clean:
        alarms = row.false_alarms
        tiers = (_share(row.by_tier[tier], words) if tier in row.by_tier else MISSING for tier in TIERS)
        shown = (str(row.posts), words.number(alarms.n), _range(alarms, words), *tiers)
        rows.append((*shown, words.percent(row.calibration_error, digits=1)))
    return TextTable("authenticity_false_alarms", words.text("authenticity_proof_clean"), tuple(columns), tuple(rows))


def _calibration(proof: AuthenticityProof, words: Words) -> TextTable:
    names = ("posts", "said_from", "said", "true", "readings")
    columns = tuple(Column(words.text(f"authenticity_proof_{name}")) for name in names)
    rows = tuple(
        (
            str(one.posts),
            f"{words.percent(one.low, digits=0)} – {words.percent(one.high, digits=0)}",
            words.percent(one.said, digits=1),
            words.percent(one.true, digits=1),
            words.number(one.n),
        )
        for one in proof.bins
    )
    return TextTable("authenticity_calibration", words.text("authenticity_proof_calibration"), columns, rows)


def _share(share: Share, words: Words) -> str:
    return words.percent(share.share, digits=0)


def _range(share: Share, words: Words) -> str:
    bounds = f"{words.percent(share.low, digits=0)} … {words.percent(share.high, digits=0)}"
    return f"{words.percent(share.share, digits=1)} ({bounds})"


def proof_notes(proof: AuthenticityProof, words: Words) -> tuple[str, ...]:
    """What one must know to read the tables."""
    how = "authenticity_note_crossed" if proof.is_crossed else "authenticity_note_shipped"
    return (
        words.text(how, creators=proof.n_creators, version=proof.learned, seed=proof.seed),
        *(words.text(f"authenticity_note_{name}") for name in ("strength", "recall", "clean", "history", "elsewhere")),
    )


def proof_markdown(proof: AuthenticityProof, words: Words) -> str:
    """The tables as a page of Markdown."""
    text = f"# {words.text('authenticity_proof_title')}\n\n" + "\n".join(
        f"- {one}" for one in proof_notes(proof, words)
    )
    return text + "\n" + "".join(f"\n## {one.title}\n\n{markdown_table(one)}" for one in proof_tables(proof, words))


def markdown_table(table: TextTable) -> str:
    """One table of Markdown."""
    head = "| " + " | ".join(column.label for column in table.columns) + " |"
    rule = "|" + "|".join("---:" if column.is_number else "---" for column in table.columns) + "|"
    return "\n".join([head, rule, *("| " + " | ".join(row) + " |" for row in table.rows)]) + "\n"
