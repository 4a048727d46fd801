"""延续注册 (manual 3.3): open in the last half year."""

from flows.blocks import COMMITMENT, CONDITIONS, REVIEW, SOCIAL_INSURANCE, chosen_registration
from flows.given import renewal_lines, renewed_registration
from flows.rules import documents
from flows.rules.registrations import OwnRegistrations, in_the_last_half_year, not_expired
from flows.steps import Flow

REGISTRATIONS = OwnRegistrations("renewal", (not_expired, in_the_last_half_year))

FLOW = Flow(
    id="renewal",
    title="延续注册",
    manual="3.3",
    intent="start_renewal",
    subject="speciality",
    steps=(
        chosen_registration(
            REGISTRATIONS,
            "请选择要延续的注册专业：",
            echo=renewed_registration,
            help="这里只列出现在可以延续的专业：延续注册只有在注册期满前半年内可申报。",
        ),
        *CONDITIONS,
        *SOCIAL_INSURANCE,
        *COMMITMENT,
        *REVIEW,
    ),
    entry=(documents.profile_complete, documents.portrait_and_signature, REGISTRATIONS.some),
    rules=(REGISTRATIONS.chosen,),
    given=renewal_lines,
    done="application_submitted",
)
