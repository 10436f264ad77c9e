"""What of plans is known to the kernel from the start: jobs, what falls due, notices, the trail."""

from datetime import timedelta

from support_desk.shared import audit_kinds, due, health


def register() -> None:
    """Called from the app's `ready()`."""
    from payroll import audit_words_plans
    from payroll.actions.plans.reminding import remind_of_plans
    from payroll.notifications import plans

    health.register_heartbeat("remind_of_plans", late_after=timedelta(hours=3))
    due.register("pay_plans.remind", remind_of_plans, order=88)
    audit_words_plans.register()
    plans.register_words()
    # Drafts of plans bind nobody, and what somebody is paid is not their department's to read.
    audit_kinds.withhold("payplan")
    audit_kinds.confide("payplan")
    audit_kinds.keep_to_parties("planassignment")
