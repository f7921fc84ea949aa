"""The budget and the worth of tests in words and tables."""

from __future__ import annotations

from upshot.decisions.budget.model import BudgetPlan, Change, CreatorShare
from upshot.decisions.verdict.model import Interval, Phrase
from upshot.decisions.worth.model import TestWorth, WorthReport
from upshot.surfaces.presentation.tables import Column, TextTable, interval
from upshot.surfaces.wording import MISSING, Words


def budget_headline(plan: BudgetPlan, words: Words) -> list[str]:
    """The answer, the money, the gain, the last euro."""
    facts = {
        "planned": words.money(plan.planned, plan.currency, cents=False),
        "budget": words.money(plan.budget, plan.currency, cents=False),
        "unspent": words.money(plan.unspent, plan.currency, cents=False),
        "starts": words.day(plan.starts_on),
        "ends": words.day(plan.ends_on),
    }
    lines = [words.text(f"budget_answer_{plan.answer}", **facts), words.text("budget_intro", **facts)]
    if plan.today_spend > 0:
        gain = interval(words, plan.gain, currency=plan.currency)
        lines.append(words.text("budget_gain", gain=gain, p=words.percent(plan.p_better, digits=0)))
    lines.append(last_euro(plan, words))
    return lines


def last_euro(plan: BudgetPlan, words: Words) -> str:
    """What the last euro brings, and whether one more would pay."""
    if plan.margin_of_last_euro is None:
        return words.text("budget_no_last_euro")
    facts = {
        "margin": returns(plan.margin_of_last_euro, words),
        "p": words.percent(plan.p_last_pays, digits=0),
        "hurdle": words.amount(1 + plan.hurdle_rate),
    }
    return words.text("budget_last_euro" if plan.margin_of_next_euro else "budget_last_euro_no_next", **facts)


def returns(value: Interval, words: Words) -> str:
    """Margin per euro, with its interval."""
    return f"{words.amount(value.median)} ({words.amount(value.low)} … {words.amount(value.high)})"


def creators_table(plan: BudgetPlan, words: Words) -> TextTable:
    """A row per creator and type with a pace or a plan, the largest spend first."""
    labels = ("label_creator", "budget_label_type", "budget_label_change", "budget_label_posts_now",
              "budget_label_posts", "budget_label_price", "budget_label_spend", "budget_label_ads",
              "budget_label_return", "budget_label_pays", "budget_label_why")  # fmt: skip
    columns = tuple(Column(words.text(label), place not in {0, 1, 2, 10}) for place, label in enumerate(labels))
    rows = tuple(_creator_row(line, plan.currency, words) for line in plan.creators if line.change != Change.NONE)
    posts = sum(line.posts for line in plan.creators)
    total = (
        words.text("label_total"), "", "",
        words.number(sum(line.posts_now for line in plan.creators), digits=1), words.number(posts), "",
        words.money(sum(line.spend_posts for line in plan.creators), plan.currency, cents=False),
        words.money(sum(line.spend_boosts for line in plan.creators), plan.currency, cents=False),
        "", "", "",
    )  # fmt: skip
    title = words.text("table_budget_creators", level=words.percent(plan.level, digits=0))
    return TextTable("budget_creators", title, columns, rows, total if rows else None)


def _creator_row(line: CreatorShare, currency: str, words: Words) -> tuple[str, ...]:
    why = words.pauses(sentence(phrase, words) for phrase in line.reasons)
    return (
        f"@{line.creator}",
        type_words(line.collaboration_type, words),
        words.text(f"budget_change_{line.change}"),
        words.number(line.posts_now, digits=1),
        words.number(line.posts),
        words.money(line.price.median, currency, cents=False),
        words.money(line.spend_posts, currency, cents=False) if line.posts else MISSING,
        words.money(line.spend_boosts, currency, cents=False) if line.spend_boosts > 0 else MISSING,
        returns(line.margin_per_euro, words),
        words.percent(line.p_pays, digits=0),
        why or MISSING,
    )


def type_words(name: str, words: Words) -> str:
    """A collaboration type in words; one that nobody named keeps its own."""
    code = f"collaboration_type_{name}"
    return words.text(code) if words.has(code) else name


def types_table(plan: BudgetPlan, words: Words) -> TextTable:
    """Posts and money by type of collaboration."""
    labels = ("budget_label_type", "budget_label_posts_now", "budget_label_posts", "budget_label_spend_now",
              "budget_label_spend")  # fmt: skip
    columns = tuple(Column(words.text(label), place > 0) for place, label in enumerate(labels))
    rows = []
    for name in dict.fromkeys(line.collaboration_type for line in plan.creators):
        own = [line for line in plan.creators if line.collaboration_type == name]
        rows.append(
            (
                type_words(name, words),
                words.number(sum(line.posts_now for line in own), digits=1),
                words.number(sum(line.posts for line in own)),
                words.money(sum(line.spend_now for line in own), plan.currency, cents=False),
                words.money(sum(line.spend_posts + line.spend_boosts for line in own), plan.currency, cents=False),
            )
        )
    return TextTable("budget_types", words.text("table_budget_types"), columns, tuple(rows))


def old_boosts_table(plan: BudgetPlan, words: Words) -> TextTable:
    """Ads on posts that are out."""
    labels = ("label_post", "label_creator", "budget_label_spend", "budget_label_views", "budget_label_margin",
              "budget_label_pays")  # fmt: skip
    columns = tuple(Column(words.text(label), place > 1) for place, label in enumerate(labels))
    rows = tuple(
        (
            boost.post_id,
            f"@{boost.creator}",
            words.money(boost.spend, plan.currency, cents=False),
            words.number(boost.views_paid),
            interval(words, boost.margin, currency=plan.currency),
            words.percent(boost.p_pays, digits=0),
        )
        for boost in plan.boosts
    )
    return TextTable("budget_boosts", words.text("table_budget_boosts"), columns, rows)


def budget_total_table(plan: BudgetPlan, words: Words) -> TextTable:
    """The plan beside the same money divided as until now."""
    labels = ("label_quantity", "budget_label_plan", "budget_label_today")
    columns = tuple(Column(words.text(label), place > 0) for place, label in enumerate(labels))

    def money(value: float) -> str:
        return words.money(value, plan.currency, cents=False)

    rows = (
        (words.text("budget_label_spend"), money(plan.planned), money(plan.today_spend)),
        (
            words.text("budget_label_margin"),
            interval(words, plan.margin, currency=plan.currency),
            interval(words, plan.today_margin, currency=plan.currency),
        ),
        (words.text("budget_label_net"), interval(words, plan.net, currency=plan.currency), MISSING),
        (words.text("budget_label_gain"), interval(words, plan.gain, currency=plan.currency), MISSING),
        (words.text("budget_label_better"), words.percent(plan.p_better, digits=0), MISSING),
    )
    title = words.text("table_budget_total", level=words.percent(plan.level, digits=0))
    return TextTable("budget_total", title, columns, rows)


def binding_lines(plan: BudgetPlan, words: Words) -> list[str]:
    """What binds, with what one unit more of it would add."""
    lines = []
    for item in plan.binds:
        is_post = item.sentence.code == "budget_bind_posts"
        worth = words.money(item.worth, plan.currency, cents=not is_post)
        lines.append(sentence(item.sentence, words, worth=worth))
    return lines


def note_lines(plan: BudgetPlan | WorthReport, words: Words) -> list[str]:
    """What is assumed."""
    return [sentence(phrase, words) for phrase in plan.notes]


def sentence(phrase: Phrase, words: Words, **more: str) -> str:
    """A phrase whose whole numbers are numbers again, for plurals and thousands."""
    facts = {name: int(value) if value.isdigit() else value for name, value in words.facts(phrase.facts).items()}
    return words.text(phrase.code, **facts, **more)


def worth_headline(report: WorthReport, words: Words) -> list[str]:
    """Whether a test is worth running, and the ceiling."""
    facts = {
        "ceiling": words.money(report.ceiling, report.currency, cents=False),
        "budget": words.money(report.budget, report.currency, cents=False),
        "days": words.number(report.horizon_days),
        "decision_days": words.number(report.decision_days),
    }
    if not report.tests:
        return [words.text("worth_none"), words.text("worth_ceiling", **facts)]
    best = report.tests[0]
    net = words.money(best.net, report.currency, cents=False)
    return [words.text("worth_best", test=test_words(best, words), net=net), words.text("worth_ceiling", **facts)]


def test_words(test: TestWorth, words: Words) -> str:
    """A test and its subject in words."""
    who = ", ".join(f"@{name}" for name in test.creators) or words.text(f"worth_subject_{test.kind}")
    return words.text(f"worth_test_{test.kind}", who=who, n=test.units)


def worth_table(report: WorthReport, words: Words, *, is_worth: bool = True) -> TextTable:
    """A row per test, the best first; or those that are not worth it."""
    labels = ("worth_label_test", "worth_label_days", "worth_label_outlay", "worth_label_cost", "worth_label_value",
              "worth_label_net", "worth_label_change", "worth_label_spread", "worth_label_moves")  # fmt: skip
    columns = tuple(Column(words.text(label), place not in {0, 8}) for place, label in enumerate(labels))

    def money(value: float) -> str:
        return words.money(value, report.currency, cents=False)

    rows = tuple(
        (
            test_words(test, words),
            words.number(test.days),
            money(test.outlay) if test.outlay else MISSING,
            money(test.cost),
            money(test.value),
            money(test.net),
            words.percent(test.p_change, digits=0),
            f"{words.percent(test.spread_now, digits=0)} → {words.percent(test.spread_after, digits=0)}",
            ", ".join(f"@{name}" for name in test.moves) or MISSING,
        )
        for test in (report.tests if is_worth else report.not_worth)
    )
    name = "worth_tests" if is_worth else "worth_not"
    return TextTable(name, words.text(f"table_{name}"), columns, rows)
