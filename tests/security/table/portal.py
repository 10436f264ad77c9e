"""The client portal: a client's person finds what is their organisation's, an employee nothing at all."""

from tests.security.table.rules import Line, both, get, post

CLIENT, ENTRANCE = "C", "CN"
MATTER = {"subject": "A new matter", "text": "Something to do"}

PORTAL: tuple[Line, ...] = (
    get("portal-login", "", ENTRANCE),
    post("portal-login", "", ENTRANCE, acts="", data={"email": "somebody@client.test"}),
    *both("portal-enter", "", "", fixed={"token": "guessed"}),
    get("portal-home", "", CLIENT),
    get("portal-tickets", "", CLIENT),
    get("portal-tickets", "", CLIENT, query="show=closed"),
    *both("portal-ticket-new", "", CLIENT, data=MATTER, does=True),
    get("portal-ticket", "ticket", CLIENT),
    post("portal-answer", "ticket", CLIENT, data={"body": "An answer"}, does=True),
    post("portal-confirm", "ticket", CLIENT, acts=""),
    get("portal-message", "message", CLIENT),
    get("portal-file", "file", CLIENT),
    get("portal-approval", "approval", CLIENT),
    post("portal-approve", "approval", CLIENT, does=True),
    post("portal-decline", "approval", CLIENT, data={"comment": "No"}, does=True),
    post("portal-approval-ask", "approval", CLIENT, data={"text": "Why?"}, does=True),
    get("portal-contract", "", CLIENT),
    get("portal-reports", "", CLIENT),
    get("portal-report", "sent report", CLIENT),
    get("portal-report-pdf", "sent report", CLIENT),
    get("portal-report-xlsx", "sent report", CLIENT),
    post("portal-line-ask", "sent line", CLIENT, data={"text": "Why?"}, does=True),
    *both("portal-profile", "", CLIENT, data={"language": "ru"}, does=True),
    post("portal-password", "", CLIENT, acts="", data={"password": "short"}),  # a good one begins another session
)
