"""What tickets tell the people's app about who is responsible for what."""

from tickets.models import Project


class TicketWork:
    """Projects and their owners."""

    def owned_projects(self, *, employee_id: int, outside_department_id: int | None) -> list[str]:
        """Names of active projects, those of one department left out."""
        projects = Project.objects.filter(owner_id=employee_id, is_active=True)
        if outside_department_id is not None:
            projects = projects.exclude(department_id=outside_department_id)
        return list(projects.order_by("name").values_list("name", flat=True))
