"""A value that is worked out once, in every version of Python."""

from clienthealth.facts.lockless import cached_property


class Counted:
    asked = 0

    @cached_property
    def value(self) -> int:
        """How often it was worked out."""
        self.asked += 1
        return self.asked


def test_it_is_worked_out_when_it_is_first_asked_for_and_kept() -> None:
    one, other = Counted(), Counted()
    assert one.asked == 0
    assert (one.value, one.value, other.value) == (1, 1, 1)


def test_it_can_be_set_beforehand_and_forgotten() -> None:
    one = Counted()
    one.__dict__["value"] = 7
    assert one.value == 7
    del one.value
    assert one.value == 1


def test_the_class_has_it_with_its_description() -> None:
    assert Counted.__dict__["value"].__doc__ == "How often it was worked out."
    assert Counted.value is Counted.__dict__["value"]
