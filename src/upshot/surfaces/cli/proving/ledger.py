"""Outcomes as JSON lines, written as they come, so that a killed proof goes on where it stopped.

The first line says what was asked; a file that was begun for another question is refused. A line that a kill cut short
is dropped, and its world is fitted again.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from upshot.decisions.proof import Outcome
from upshot.errors import InvalidInput

FORMAT = "upshot-proof-1"
_OUTCOME: TypeAdapter[Outcome] = TypeAdapter(Outcome)


@dataclass(frozen=True)
class Question:
    """What makes outcomes comparable: brands of this size, or replicates of this state of a workspace's data."""

    scale: str
    brand: str | None = None  # data version and seed of the workspace that was replicated


class Ledger:
    """The outcomes of one question; `path` None keeps them in memory only."""

    def __init__(self, path: Path | None, question: Question, outcomes: list[Outcome]) -> None:
        self.path, self.question, self.outcomes = path, question, outcomes

    @classmethod
    def open(cls, path: Path | None, question: Question) -> Ledger:
        """Open or begin the file.

        Raises
        ------
        InvalidInput : `proof_file_not_ours`, `proof_file_other_question`
        """
        if path is None or not path.exists():
            ledger = cls(path, question, [])
            ledger._append({"format": FORMAT, "scale": question.scale, "brand": question.brand})
            return ledger
        ledger = cls.read(path)
        if ledger.question != question:
            seen, asked = ledger.question, question
            raise InvalidInput("proof_file_other_question", file=str(path), seen=_told(seen), asked=_told(asked))
        _cut_half_line(path)
        return ledger

    @classmethod
    def read(cls, path: Path) -> Ledger:
        """Read a file as it stands.

        Raises
        ------
        InvalidInput : `proof_file_not_ours`
        """
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        try:
            head = json.loads(lines[0])
            question = Question(head["scale"], head["brand"])
            is_ours = head["format"] == FORMAT
        except (IndexError, KeyError, TypeError, ValueError):
            is_ours = False
        if not is_ours:
            raise InvalidInput("proof_file_not_ours", file=str(path))
        outcomes: dict[tuple[str, int], Outcome] = {}
        for line in lines[1:]:
            try:
                found = _OUTCOME.validate_json(line)
            except ValidationError:  # half a line, from the moment the run was killed
                continue
            outcomes[found.case, found.seed] = found
        return cls(path, question, list(outcomes.values()))

    def has(self, case: str, seed: int) -> bool:
        """Whether a world needs no fit any more; one that failed is tried again."""
        return any(one.case == case and one.seed == seed and one.failure is None for one in self.outcomes)

    def add(self, outcome: Outcome) -> None:
        """Keep an outcome, on the disk before it is counted.

        Raises
        ------
        InvalidInput : `proof_file_mixed`, when the file holds outcomes of another method
        """
        others = {one.method for one in self.outcomes if one.method} - {outcome.method}
        if outcome.method and others:
            raise InvalidInput(
                "proof_file_mixed", file=str(self.path), seen=", ".join(sorted(map(str, others))), method=outcome.method
            )
        self._append(_OUTCOME.dump_python(outcome, mode="json"))
        self.outcomes = [one for one in self.outcomes if (one.case, one.seed) != (outcome.case, outcome.seed)]
        self.outcomes.append(outcome)

    def _append(self, row: object) -> None:
        if self.path is None:
            return
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())


def _told(question: Question) -> str:
    return question.scale if question.brand is None else f"{question.scale} ({question.brand})"


def _cut_half_line(path: Path) -> None:
    """Take away what a kill left of the last line, so that the next one does not join it."""
    content = path.read_bytes()
    end = content.rfind(b"\n") + 1
    if end != len(content):
        with path.open("r+b") as file:
            file.truncate(end)
