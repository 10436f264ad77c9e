"""Addresses of tasks."""

from django.urls import URLPattern, path

from tickets.views import task_splitting, task_steps, task_wishes, tasks

urlpatterns: list[URLPattern] = [
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/<int:pk>/", tasks.task, name="task"),
    path("tasks/<int:pk>/edit/", task_steps.task_edit, name="task-edit"),
    path("tasks/<int:pk>/offer/", task_steps.task_offer, name="task-offer"),
    path("tasks/<int:pk>/order/<int:conflict_id>/", task_steps.task_order, name="task-order"),
    path("tasks/<int:pk>/step/<slug:event>/", task_steps.task_step, name="task-step"),
    path("tasks/<int:pk>/wish/inside/", task_wishes.wish_inside, name="task-wish-inside"),
    path("tasks/<int:pk>/wish/outside/", task_wishes.wish_outside, name="task-wish-outside"),
    path("tickets/<int:number>/tasks/new/", task_splitting.ticket_task_new, name="ticket-task-new"),
    path("tickets/<int:number>/tasks/people/", task_splitting.ticket_task_people, name="ticket-task-people"),
]
