"""The ontology: types, properties and relations as YAML, and what a record says in their words."""

from graph.ontology.load import load, load_folder
from graph.ontology.mention import Mention, Span, mention_id
from graph.ontology.model import LANGUAGES, Labels, Ontology, Property, Relation, Type
from graph.ontology.statement import Kind, Statement, Status

__all__ = [
    "LANGUAGES",
    "Kind",
    "Labels",
    "Mention",
    "Ontology",
    "Property",
    "Relation",
    "Span",
    "Statement",
    "Status",
    "Type",
    "load",
    "load_folder",
    "mention_id",
]
