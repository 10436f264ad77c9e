"""The catalogues a desk is kept in order by: clients, contacts, projects, contracts, services, SLA policies, mailboxes
(C1–C3, S1)."""

from tickets.actions.catalogue.clients import create_client, update_client
from tickets.actions.catalogue.contacts import create_contact, update_contact
from tickets.actions.catalogue.contracts import create_contract, update_contract
from tickets.actions.catalogue.mailboxes import create_mailbox, update_mailbox
from tickets.actions.catalogue.projects import create_project, hand_over_project, update_project
from tickets.actions.catalogue.services import create_service, update_service
from tickets.actions.catalogue.sla_copying import copy_policy
from tickets.actions.catalogue.sla_policies import create_policy, set_department_policy, update_policy
from tickets.actions.catalogue.standard_terms import create_standard_terms
from tickets.actions.catalogue.work_policies import create_work_policy, update_work_policy

__all__ = [
    "copy_policy",
    "create_client",
    "create_contact",
    "create_contract",
    "create_mailbox",
    "create_policy",
    "create_project",
    "create_service",
    "create_standard_terms",
    "create_work_policy",
    "hand_over_project",
    "set_department_policy",
    "update_client",
    "update_contact",
    "update_contract",
    "update_mailbox",
    "update_policy",
    "update_project",
    "update_service",
    "update_work_policy",
]
