"""How far a thing can be relied upon: its grade as received."""

import strawberry


@strawberry.type(description="Reliability of the source and credibility of the information, as received.")
class Grade:
    """Scheme (4x4, 5x5x5, 3x5x2), reliability and credibility; each may be empty."""

    scheme: str = ""
    reliability: str = ""
    credibility: str = ""
