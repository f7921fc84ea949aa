"""Brand-lift surveys: the published answers, silence, groups that were not drawn by lot, and bad files."""

from dataclasses import dataclass, field

import narwhals as nw
import pyarrow as pa
import pytest

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.experiments.brand_lift import (
    BrandLiftTerms,
    cost_per_lifted_person,
    read_brand_lift,
    silence_bounds,
)
from upshot.decisions.experiments.survey_counts import (
    GroupCounts,
    SurveyColumns,
    SurveyCounts,
    counts_of_file,
    counts_of_workspace,
    with_asked,
)
from upshot.errors import InvalidInput
from upshot.surfaces.wording import Words
from upshot.vocabulary.tables import TABLES

ADSMART = SurveyCounts("awareness", GroupCounts("exposed", 308, 657, 4006), GroupCounts("control", 264, 586, 4071))


def counts(exposed=(340, 1000), control=(300, 1000), asked=(None, None)):
    return SurveyCounts(
        "recall", GroupCounts("exposed", *exposed, asked[0]), GroupCounts("control", *control, asked[1])
    )


def read(*lines, **terms):
    return read_brand_lift(lines, BrandLiftTerms(**terms), source="survey.csv")


def codes(phrases) -> set[str]:
    return {phrase.code for phrase in phrases}


@dataclass
class Survey:
    """A workspace that holds only survey answers."""

    answers: list[tuple[str, str | None, str | None]]
    asked_for: list[str] = field(default_factory=list)

    def frame(self, table: str):
        self.asked_for.append(table)
        rows = [
            {"respondent": str(n), "question": question, "answer": answer, "group": group}
            for n, (question, answer, group) in enumerate(self.answers)
        ]
        return nw.from_native(pa.Table.from_pylist(rows, schema=TABLES["survey_answer"].arrow_schema())).lazy()


def test_adsmart_full_data_are_not_significant():
    verdict = read(ADSMART, level=0.95)
    found = verdict.estimates[0]
    assert found.p_value == pytest.approx(0.5185, abs=5e-4)
    assert found.estimate == pytest.approx(0.0183, abs=5e-5)
    assert verdict.answer == "undecided"
    assert 1 - verdict.questions[0].exposed.response_rate == pytest.approx(0.836, abs=1e-3)
    assert "caveat_much_silence" in codes(verdict.caveats)


@pytest.mark.shared_data
def test_adsmart_rows_are_read_from_their_yes_and_no_columns(shared_data):
    name, lines = counts_of_file(shared_data / "experiments/adsmart_brand_lift.csv.gz", SurveyColumns())
    assert lines == (
        SurveyCounts("answer", GroupCounts("exposed", 149, 317, 2015), GroupCounts("control", 133, 295, 2026)),
    )
    verdict = read_brand_lift(lines, BrandLiftTerms(), source=name)
    assert verdict.answer == "undecided"
    assert verdict.estimates[0].low < 0.0183 < verdict.estimates[0].high
    assert verdict.questions[0].silence.worst_low < -0.8


def test_a_clear_lift_has_its_size_and_price():
    verdict = read(counts((390, 1000)), cost=50_000, exposed_reach=1_000_000, is_randomised=True)
    line = verdict.questions[0]
    assert verdict.answer == "lift"
    assert line.cohens_h == pytest.approx(0.1897, abs=1e-4)
    assert line.cost_per_lifted_person == pytest.approx(50_000 / 90_000)
    assert line.cost_per_lifted_person_low < 0.5556 < line.cost_per_lifted_person_high
    assert "caveat_not_randomised" not in codes(verdict.caveats)


def test_a_lift_that_may_be_nil_has_no_highest_price():
    line = read(counts(), cost=1000, exposed_reach=1000, level=0.99).questions[0]
    assert line.cost_per_lifted_person is not None
    assert line.cost_per_lifted_person_high is None
    assert cost_per_lifted_person(1000, -0.01, 1000) is None


def test_a_worse_group_has_no_price_and_says_so():
    verdict = read(counts((200, 1000)), cost=1000, exposed_reach=1000)
    assert verdict.answer == "drop"
    assert "caveat_no_cost_per_lifted" in codes(verdict.caveats)


def test_silence_bounds_follow_from_counts_alone():
    bounds = silence_bounds(GroupCounts("exposed", 40, 100, 200), GroupCounts("control", 30, 100, 100), gap=0.1)
    assert (bounds.worst_low, bounds.worst_high) == pytest.approx((40 / 200 - 0.3, 140 / 200 - 0.3))
    assert (bounds.plausible_low, bounds.plausible_high) == pytest.approx((0.05, 0.15))
    assert silence_bounds(GroupCounts("exposed", 4, 9, None), GroupCounts("control", 4, 9, 20), gap=0.1) is None


def test_a_lift_that_silence_may_undo_says_so():
    verdict = read(counts((390, 1000), asked=(5000, 5000)))
    assert verdict.answer == "lift"
    assert "caveat_silence_may_undo" in codes(verdict.caveats)


def test_groups_that_answer_unequally_are_named():
    check = read(counts(asked=(2000, 5000))).checks[0]
    assert not check.is_passed
    assert check.finding.code == "finding_response_differs"


def test_several_questions_share_the_error_rate():
    noise = counts((305, 1000))
    verdict = read(counts(), noise, noise, noise)
    assert verdict.estimates[0].p_value < 0.1 < verdict.estimates[0].p_value_adjusted
    assert verdict.answer == "undecided"


def test_an_undecided_study_says_how_many_answers_two_points_need():
    found = next(p for p in read(counts((310, 1000))).what_would_help if p.code == "brand_lift_needs_answers")
    assert found.facts["needed"] == "6612"  # methods §5.11: 30 % base, 2 points, 90 %, 80 %


@pytest.mark.parametrize(
    ("lines", "reason"), [((), "brand_lift_no_answers"), ((counts((9, 20)),), "brand_lift_few_answers")]
)
def test_too_few_answers_are_no_verdict(lines, reason):
    found = read(*lines)
    assert isinstance(found, InsufficientEvidence)
    assert found.reason == reason


def test_the_workspaces_answers_are_read_by_group():
    answers = [("Recall?", "Oui", "exposed")] * 40 + [("Recall?", "non", "exposed")] * 40
    answers += [("Recall?", "yes", "control")] * 20 + [("Recall?", None, "control")] * 10
    answers += [("Which creator?", "@mia", None)] * 30
    lines = counts_of_workspace(Survey(answers))
    assert lines == (SurveyCounts("Recall?", GroupCounts("exposed", 40, 80, 80), GroupCounts("control", 20, 20, 30)),)
    assert counts_of_workspace(Survey(answers), question="other") == ()


def test_an_answer_in_words_counts_when_it_is_named():
    survey = Survey([("Which brand?", "Brand X", "exposed"), ("Which brand?", "other", "control")])
    with pytest.raises(InvalidInput, match="brand_lift_positive_unknown"):
        counts_of_workspace(survey)
    line = counts_of_workspace(survey, positive=["brand x"])[0]
    assert (line.exposed.positive, line.control.positive) == (1, 0)


def test_a_file_of_sums_holds_several_questions(tmp_path):
    path = tmp_path / "lift.csv"
    path.write_text("question;groupe;interrogés;réponses;positive\nrecall;exposed;900;300;120\nrecall;control;900;310;90\n"
                    "intent;exposed;900;290;60\nintent;control;900;305;58\n")  # fmt: skip
    _, lines = counts_of_file(path, SurveyColumns())
    assert [line.question for line in lines] == ["recall", "intent"]
    assert lines[0].exposed == GroupCounts("exposed", 120, 300, 900)


def test_people_asked_can_be_told_apart_from_answers():
    line = with_asked([counts()], {"exposed": 4000, "control": 5000})[0]
    assert (line.exposed.asked, line.control.asked) == (4000, 5000)
    with pytest.raises(InvalidInput, match="brand_lift_asked"):
        with_asked([counts()], {"exposed": 999})
    with pytest.raises(InvalidInput, match="brand_lift_group_unknown"):
        with_asked([counts()], {"viewers": 4000})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("group,answer\nexposed,maybe\ncontrol,perhaps\n", "brand_lift_positive_unknown"),
        ("group,answer\nexposed,yes\ncontrol,no\nother,no\n", "brand_lift_groups"),
        ("group,answered,positive\nexposed,10,12\ncontrol,10,2\n", "brand_lift_sums"),
        ("group,answered,positive\nexposed,10,\ncontrol,10,2\n", "brand_lift_sums"),
        ("people,answer\nexposed,yes\ncontrol,no\n", "experiment_column_missing"),
        ("group,answer\nviewers,yes\nothers,no\n", "experiment_control_unknown"),
    ],
)
def test_a_bad_survey_is_refused_in_both_languages(tmp_path, text, code):
    path = tmp_path / "survey.csv"
    path.write_text(text)
    with pytest.raises(InvalidInput, match=code) as refusal:
        counts_of_file(path, SurveyColumns())
    assert all(len(Words(language).error(refusal.value)) > 60 for language in ("en", "fr"))
