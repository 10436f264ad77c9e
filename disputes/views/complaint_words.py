"""`/complaints/words/`: what raises a suggestion (S6)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from disputes.actions.complaints.words import add_standard_words, add_word, switch_word
from disputes.complaint_permissions import can_keep_words
from disputes.forms.complaint_words import WordForm
from disputes.models import ComplaintWord
from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only


@employees_only
@require_http_methods(["GET", "HEAD", "POST"])
def complaint_words(request: DeskRequest) -> HttpResponse:
    """The words by language; a POST adds one."""
    form = WordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_word(**form.cleaned_data, by=request.viewer, at=request.at)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Added. It is looked for in what comes from now on."))
            return redirect("complaint-words")
    rows = list(ComplaintWord.objects.visible_to(request.viewer))
    lists = [(language.label, [row for row in rows if row.language == language]) for language in ComplaintWord.Language]
    context = {"lists": lists, "form": form, "may_keep": can_keep_words(request.viewer), "has_words": bool(rows)}
    return render(request, "complaints/words.html", context, status=422 if form.errors else 200)


@employees_only
@require_POST
def complaint_word(request: DeskRequest, pk: int) -> HttpResponse:
    """Switches a word on or off."""
    word = ComplaintWord.objects.visible_to(request.viewer).filter(pk=pk).first()
    if word is None:
        raise Http404
    switch_word(word=word, is_active=request.POST.get("active") == "1", by=request.viewer, at=request.at)
    return redirect("complaint-words")


@employees_only
@require_POST
def complaint_words_standard(request: DeskRequest) -> HttpResponse:
    """Adds the list that the desk comes with."""
    count = add_standard_words(by=request.viewer, at=request.at)
    messages.success(request, ngettext("%(count)d word added.", "%(count)d words added.", count) % {"count": count})
    return redirect("complaint-words")
