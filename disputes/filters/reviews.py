"""What lists of reviews may be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from disputes.models import ReplyReview
from support_desk.shared.filtering import IdFilter, InstantFilter


class ReviewFilter(django_filters.FilterSet):
    """Filters of reviews. Only these parameters do anything; each is validated by its own type."""

    author = IdFilter(label=_("Author"), field_name="author_id")
    department = IdFilter(label=_("Department"), field_name="department_id")
    why = django_filters.ChoiceFilter(label=_("Why it was picked"), choices=ReplyReview.Why.choices)
    state = django_filters.ChoiceFilter(label=_("State"), choices=ReplyReview.State.choices)
    reviewer = IdFilter(label=_("Reviewer"), field_name="reviewer_id")
    ticket = IdFilter(label=_("Ticket"), field_name="message__ticket__number")
    reviewed_after = InstantFilter(label=_("Reviewed from"), field_name="reviewed_at", lookup_expr="gte")
    reviewed_before = InstantFilter(label=_("Reviewed before"), field_name="reviewed_at", lookup_expr="lt")

    class Meta:
        model = ReplyReview
        fields: list[str] = []
