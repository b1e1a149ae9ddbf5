"""What each app can tell as evidence. Another app joins by a provider here."""

from pendopo.assessment.domain.providers import EvidenceProvider
from pendopo.insight.providers.connectedness import Connectedness
from pendopo.insight.providers.follow_up import FollowUps
from pendopo.insight.providers.progress import RoadmapProgress
from pendopo.insight.providers.queue import QueueStatistics
from pendopo.insight.providers.survey import SurveyResults


def providers(*, survey_minimum: int) -> tuple[EvidenceProvider, ...]:
    """All providers, as this site has set them."""
    surveys = (SurveyResults(minimum=survey_minimum), FollowUps(minimum=survey_minimum))
    return (QueueStatistics(), *surveys, RoadmapProgress(), Connectedness())
