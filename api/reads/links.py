"""Links, nodes and paths in the edge's words."""

from __future__ import annotations

from strawberry import ID

from api.graphql.link import Link, Path, Role, Step
from api.graphql.node import Node
from graph import read
from ledger.canonical import identify


def node_of(summary: read.Summary) -> Node:
    """An entity in short."""
    return Node(id=ID(summary.id), type=summary.type, caption=summary.caption)


def link_of(link: read.Link) -> Link:
    """A link; its id is derived from both ends and its type."""
    return Link(
        id=ID(identify("link", link.source, link.type, link.target)),
        type=link.type,
        source=ID(link.source),
        target=ID(link.target),
        kind=link.kind,
        status=link.status,
        disputed=link.disputed,
        roles=[Role(role=role, status=status) for role, status in link.roles],
        grade=link.grade,
        level=link.level,
        sources=link.sources,
        origins=link.origins,
        same=list(link.same),
        records=[ID(record) for record in link.records],
        details=list(link.details),
        valid_from=link.valid_from,
        valid_to=link.valid_to,
        undated=link.undated,
        first_recorded=link.first_recorded,
        last_recorded=link.last_recorded,
    )


def path_of(path: read.Path) -> Path:
    """A path with all links of each of its steps."""
    weakest = path.strength
    return Path(
        nodes=[node_of(entity) for entity in path.entities],
        steps=[Step(links=[link_of(link) for link in step]) for step in path.steps],
        kind=weakest.kind,
        status=weakest.status,
        grade=weakest.grade,
        level=weakest.level,
        together=weakest.together,
    )
