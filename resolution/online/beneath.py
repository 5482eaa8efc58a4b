"""What the layers over a base ask of it, looked up in its index: the cost does not grow with the base."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from resolution.comparison.profiles import MOST_HOLDERS, Profile
from resolution.layers.ground import SOURCE, Ground
from resolution.layers.suspects import keys_of_mention
from resolution.online.components import Components
from resolution.online.index.ahead import hash_of
from resolution.online.index.postings import Postings
from resolution.online.index.schema import packed, unpacked
from resolution.online.things import Things
from resolution.things.exact import GENERIC, Seen
from resolution.things.scored import CAP
from resolution.things.thing import Said


class IndexGround:
    """The persons of a base that were asked for, each read when it is looked at."""

    def __init__(
        self, components: Components, postings: Postings, keys: Collection[str], numbers: Collection[str]
    ) -> None:
        self._components, self._postings = components, postings
        self._tables = components.groups.nodes.tables
        self._memory = components.groups.nodes.memory
        self._nodes: dict[int, Profile] = {}
        self._asked = {key: hash_of(key) for key in keys if not key.startswith(SOURCE)}
        self._sources = self._of_sources([key.removeprefix(SOURCE) for key in keys if key.startswith(SOURCE)])
        query = "SELECT number, names FROM generic WHERE number IN"
        names = dict(self._tables.where(query, sorted(numbers)))
        self.generic = frozenset(number for number, size in names.items() if size > MOST_HOLDERS)
        self.holders: dict[str, set[str]] = {}
        query = "SELECT DISTINCT number, name FROM holder WHERE number IN"
        for number, name in self._tables.where(query, sorted(names.keys() - self.generic)):
            self.holders.setdefault(number, set()).add(name)

    @cached_property
    def _sharing(self) -> Mapping[int, Sequence[int]]:
        """By the hash of a key; those that too many have are not in it."""
        return self._memory.holders(set(self._asked.values()))

    def size(self, key: str) -> int:
        """How many nodes have a key that was asked for."""
        if key.startswith(SOURCE) or self._asked[key] in self._sharing:
            return len(self.sharing(key))
        return self._postings.size(self._asked[key])

    def sharing(self, key: str) -> Sequence[int]:
        """Those nodes; none where too many have it to be compared."""
        if key.startswith(SOURCE):
            return self._sources.get(key.removeprefix(SOURCE), ())
        return self._sharing.get(self._asked[key], ())

    def node(self, number: int) -> Profile:
        """A node."""
        if number not in self._nodes:
            [held] = self._components.profiles(self._memory.nodes([number]))
            self._nodes[number] = held.profile
        return self._nodes[number]

    def places(self, mentions: Iterable[str]) -> Mapping[str, int]:
        """Mention → its node, for those that are persons of the base."""
        rows = self._tables.where("SELECT mention, node FROM said WHERE mention IN", map(packed, mentions))
        return {unpacked(mention): node for mention, node in rows}

    def _of_sources(self, keys: Sequence[str]) -> Mapping[str, Sequence[int]]:
        query = "SELECT key, grp FROM source WHERE key IN"
        groups: dict[int, list[str]] = {}
        for key, group in self._tables.where(query, keys):
            groups.setdefault(group, []).append(key)
        found: dict[str, list[int]] = {}
        for node, group in self._tables.where("SELECT id, grp FROM node WHERE grp IN", sorted(groups)):
            for key in groups[group]:
                found.setdefault(key, []).append(node)
        return found


class IndexBeneath:
    """A base as its layers ask about it, from its index; nobody may write that meanwhile."""

    def __init__(self, components: Components, postings: Postings, things: Things) -> None:
        self._components, self._postings, self._things = components, postings, things

    def persons(self, keys: Collection[str], numbers: Collection[str]) -> Ground:
        """The persons under these keys, and the holders of these identifiers."""
        return IndexGround(self._components, self._postings, keys, numbers)

    def seen(self, type_: str, keys: set[str], ids: Collection[str]) -> Seen:
        """The things that have one of these exact keys, or are one of these.

        Of those under a key that is too common to join anything only so many are read that it is seen to be.
        """
        made = Seen()
        for row in self._things.sharing(type_, keys, ids, GENERIC + 1):
            made.strong[row.mention] = [key for key in row.strong if key in keys]
            made.weak[row.mention] = [key for key in row.weak if key in keys]
            if row.weak:
                made.tells[row.mention], made.country[row.mention] = row.tells, row.country
        return made

    def near(self, type_: str, keys: set[str]) -> Mapping[str, Collection[str]]:
        """The things of which one value has one of these keys for what may be misread, by key.

        Of a key that too many have to be compared, no more are read than that it is seen to be.
        """
        by_key: dict[str, list[str]] = {key: [] for key in keys}
        for row in self._things.alike(type_, keys, 2 * (CAP + 1)):
            for key in keys.intersection(keys_of_mention(type_, row.says)):
                by_key[key].append(row.mention)
        return by_key

    def said(self, type_: str) -> Collection[Said]:
        """What any thing of a type says, each once and sorted."""
        return sorted({row.says for row in self._things.rows_of(type_)})
