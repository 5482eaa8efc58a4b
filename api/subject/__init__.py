"""What is held about a person, told to them: gathered, masked, logged and written."""

from api.subject.answer import Request, answer
from api.subject.gather import Gathering
from api.subject.told import Bundle

__all__ = ["Bundle", "Gathering", "Request", "answer"]
