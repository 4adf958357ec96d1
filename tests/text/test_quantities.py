import pytest

from pipeline.text.quantities import deadlines, numbers, time_limits


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("within five working days", ("5 working days",)),
        ("within 5 business days", ("5 working days",)),
        ("three clear days before", ("3 clear days",)),
        ("at least ten (10) days", ("10 days",)),
        ("two weeks", ("14 days",)),
        ("a fortnight", ("14 days",)),
        ("twenty-eight days", ("28 days",)),
        ("every 24 months", ("2 years",)),
        ("a 48-hour wait", ("48 hours",)),
        ("an hour", ("1 hour",)),
        ("some days later", ()),
        ("the third day before", ("3 days",)),
        ("by the 7th clear day", ("7 clear days",)),
        ("every month", ("1 month",)),
        ("a ten-day period", ("10 days",)),
        ("seventy-two hours", ("72 hours",)),
        ("reviewed annually", ("1 year",)),
        ("every other year", ("2 years",)),
        ("once a quarter", ("3 months",)),
        ("the annual meeting", ()),
        ("a monthly report", ()),
        ("one hundred and twenty days", ("120 days",)),
        ("day to day running", ()),
        ("", ()),
    ],
)
def test_lengths_of_time_are_told_in_one_way(text, limits):
    assert time_limits(text) == limits


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Councillors have four duties", ("4",)),
        ("Councillors have 4 duties", ("4",)),
        ("gifts over £1,500 or 10 per cent", ("£1500", "10%")),
        ("the Localism Act 2011", ()),
        ("see paragraphs 3 and section 4.2", ()),
        ("with one another", ()),
        ("within five working days", ()),
        ("on 12/05/2020", ()),
        ("by 31 March, at 7.30 pm or 9 o'clock", ()),
        ("£25 may be kept", ("£25",)),
        ("£1,250.50 or 2.5%", ("£1250.50", "2.5%")),
        ("a third of the members, or two-thirds", ("1/3", "2/3")),
        ("two thousand five hundred pounds", ("£2500",)),
        ("one thousand pounds or 1,000 pounds", ("£1000", "£1000")),
        ("two (2) members, or 3 (three)", ("2", "3")),
        ("section 101(4), paragraphs 3 and 4, or sections 5 to 7", ()),
        ("paragraphs two and three members", ("2", "3")),
        ("", ()),
    ],
)
def test_counts_and_amounts_are_numbers_and_references_are_not(text, found):
    assert numbers(text) == found


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("within 5 days, and by the next meeting", ("5 days", "by the next meeting")),
        ("at their next ordinary meeting", ("by the next meeting",)),
        ("by the end of the next working day", ("1 working day",)),
        ("promptly, and in any case within 3 days", ("3 days", "as soon as possible")),
        ("the Clerk works ten hours a week", ()),
        ("run from one day to the next", ()),
        ("with one day's notice", ("1 day",)),
        ("longer than half a day", ("half a day",)),
        ("immediately after the meeting", ()),
    ],
)
def test_deadlines_are_times_that_bind(text, times):
    assert deadlines(text) == times


@pytest.mark.parametrize(
    "text", ["9" * 20_000, "1,000," * 3_000, "five (5) " * 2_000, "a-" * 9_000]
)
def test_a_long_hostile_text_is_read_without_fuss(text):
    assert isinstance(numbers(text) + time_limits(text), tuple)
