"""The admin: who keeps which catalogue."""

from tests.security.table.rules import KEEPERS, Line, catalogue, get, post

ADMIN: tuple[Line, ...] = (
    get("admin:index", "", KEEPERS),
    get("admin:search", "", KEEPERS, query="s=beacon"),
    get("admin:app_list", "", KEEPERS, fixed={"app_label": "tickets"}),
    get("admin:app_list", "", KEEPERS, fixed={"app_label": "workload"}),
    get("admin:jsi18n", "", KEEPERS),
    get(
        "admin:autocomplete", "", KEEPERS,
        query="app_label=tickets&model_name=contact&field_name=client&term=beacon",
    ),
    get(
        "admin:autocomplete", "", KEEPERS,
        query="app_label=tickets&model_name=contract&field_name=project&term=beacon",
    ),
    get("admin:view_on_site", "", "", fixed={"content_type_id": 1, "object_id": 1}),
    get("admin:login", "", ""),
    post("admin:logout", "", KEEPERS),
    get("admin:password_change", "", KEEPERS),
    get("admin:password_change_done", "", KEEPERS),
    get("admin/(?P<url>.*)$", "", "", path="/admin/nowhere/"),
    *catalogue("shared_outboxitem", "outbox", "DX"),
    *catalogue("shared_auditentry", "audit"),
    get("admin:shared_auditentry_change", "deed", KEEPERS),
    *catalogue("shared_apitoken", "any token", "X"),
    *catalogue("workload_department", "department", adds="DX", edits="DX"),
    *catalogue("workload_position", "position", adds="DX", edits="DX"),
    *catalogue("workload_employee", "employee", adds=KEEPERS, edits=KEEPERS, edited="managed employee"),
    *catalogue("workload_employment", "employment", adds=KEEPERS),
    *catalogue("workload_roleassignment", "role", adds=KEEPERS),
    *catalogue("workload_skill", "skill", adds="DX", edits="DX"),
    *catalogue("workload_employeeskill", "employee skill", adds=KEEPERS, edits=KEEPERS),
    *catalogue("workload_operation", "operation", adds="HDX", edits="DX"),
    *catalogue("workload_operationnorm", "norm", adds="HDX"),
    *catalogue("workload_workingcalendar", "calendar", adds=KEEPERS, edits="DX"),
    *catalogue("workload_calendarweek", "calendar week", adds=KEEPERS, edits="DX"),
    *catalogue("workload_calendarday", "calendar day", adds=KEEPERS, edits="DX"),
    *catalogue("workload_calendaryear", "calendar year", adds=KEEPERS),
    *catalogue("workload_calendarversion", "calendar version"),
    *catalogue("tickets_slapolicy", "policy", adds=KEEPERS, edits=KEEPERS, edited="managed policy"),
    *catalogue("tickets_slapolicyversion", "policy version"),
    *catalogue(
        "tickets_departmentpolicy", "department policy", adds=KEEPERS, edits=KEEPERS, edited="managed department policy"
    ),
    *catalogue("tickets_client", "client", adds=KEEPERS, edits=KEEPERS),
    *catalogue("tickets_contact", "contact", adds=KEEPERS, edits=KEEPERS),
    *catalogue("tickets_service", "service", adds=KEEPERS, edits=KEEPERS),
    *catalogue("tickets_mailbox", "mailbox", "DX", adds="DX", edits="DX"),
    *catalogue("tickets_project", "project", adds=KEEPERS, edits=KEEPERS),
    *catalogue("tickets_contract", "contract", adds=KEEPERS, edits=KEEPERS),
)  # fmt: skip
