"""Addresses of the queue, the ticket and its messages."""

from django.urls import URLPattern, path

from tickets.views import bulk, composer, covering, drafts, handling, messages, placing, queue, ticket, ticket_work

urlpatterns: list[URLPattern] = [
    path("queue/", queue.queue, name="queue"),
    path("queue/filter/", queue.queue_filter, name="queue-filter"),
    path("queue/bulk/", bulk.queue_bulk, name="queue-bulk"),
    path("tickets/<int:number>/", ticket.ticket, name="ticket"),
    path("tickets/<int:number>/messages/", ticket.messages, name="ticket-messages"),
    path("tickets/<int:number>/card/", ticket.card, name="ticket-card"),
    path("tickets/<int:number>/history/", ticket.ticket_history, name="ticket-history"),
    path("tickets/<int:number>/clocks/", ticket.ticket_clocks, name="ticket-clocks"),
    path("tickets/<int:number>/times/", ticket.ticket_times, name="ticket-times"),
    path("tickets/<int:number>/reply/", composer.ticket_reply, name="ticket-reply"),
    path("tickets/<int:number>/note/", composer.ticket_note, name="ticket-note"),
    path("tickets/<int:number>/call/", composer.ticket_call, name="ticket-call"),
    path("tickets/<int:number>/draft/<slug:kind>/", drafts.ticket_draft, name="ticket-draft"),
    path("tickets/<int:number>/status/", handling.ticket_status, name="ticket-status"),
    path("tickets/<int:number>/priority/", handling.ticket_priority, name="ticket-priority"),
    path("tickets/<int:number>/follow/", handling.ticket_follow, name="ticket-follow"),
    path("tickets/<int:number>/no-answer/", handling.ticket_no_answer, name="ticket-no-answer"),
    path("tickets/<int:number>/assign/", handling.ticket_assign, name="ticket-assign"),
    path("tickets/<int:number>/take/", covering.ticket_take, name="ticket-take"),
    path("tickets/<int:number>/hand-over/", covering.ticket_hand_over, name="ticket-hand-over"),
    path("tickets/<int:number>/give-back/", covering.ticket_give_back, name="ticket-give-back"),
    path("tickets/<int:number>/tags/", handling.ticket_tags, name="ticket-tags"),
    path("tickets/<int:number>/time/", ticket_work.ticket_time, name="ticket-time"),
    path("tickets/<int:number>/timer/", ticket_work.ticket_timer, name="ticket-timer"),
    path("tickets/<int:number>/place/", placing.ticket_place, name="ticket-place"),
    path("tickets/<int:number>/place/projects/", placing.place_projects, name="ticket-place-projects"),
    path("tickets/<int:number>/place/people/", placing.place_people, name="ticket-place-people"),
    path("messages/<int:pk>/html/", messages.message_html, name="message-html"),
    path("messages/<int:pk>/text/", messages.message_text, name="message-text"),
    path("messages/<int:pk>/take-back/", composer.take_back, name="message-take-back"),
]
