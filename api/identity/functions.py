"""The functions that an account may have, as the policies name them."""

FUNCTIONS = (
    "patrol",
    "investigator",
    "analyst",
    "case_manager",
    "duty_officer",
    "information_officer",
    "prosecutor",
    "source_handler",
    "auditor",
    "administrator",
    "service",
)
