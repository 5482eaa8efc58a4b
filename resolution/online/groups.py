"""Mentions come and go: which of them make one node, and which identifiers tell nobody apart any more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from resolution.clustering.persons import names_one
from resolution.comparison.features import Features
from resolution.comparison.generic import holder, numbers_of, without
from resolution.comparison.met import UNMET
from resolution.comparison.profiles import MOST_HOLDERS
from resolution.online.index.meetings import Meetings
from resolution.online.index.nodes import Nodes
from resolution.online.index.schema import Stored, packed, unpacked
from resolution.online.index.tables import Group, body_of, digest_of
from resolution.weights.model import Model

Tell = Callable[[int, int], None]
"""Called with how many of how many groups that hold an identifier have been weighed anew."""


def _silent(done: int, of: int) -> None:
    """Tells nobody."""


class Said(NamedTuple):
    """One mention of a person: its id, its record, and what it says."""

    mention: str
    record: str
    features: Features


def slots(said: Iterable[tuple[str, str]], alone: Iterable[str], one: bool, empty: bool) -> dict[str, Stored]:
    """For mentions of one group, with their records: which go into one node.

    As `profiles` and `nodes_of` have it: mentions of one record into different ones; those judged, those
    met too far from others and those that say nothing alone; all alone where the words could be anybody's.
    """
    own, seen, found = set(alone), Counter[str](), dict[str, Stored]()
    for mention, record in sorted(said):
        apart = not one or empty or mention in own
        found[mention] = packed(mention) if apart else f"#{seen[record]}"
        seen[record] += 1
    return found


def identifiers(f: Features) -> tuple[str, ...]:
    """What may be held by too many, each once."""
    return tuple(sorted(set(numbers_of(f))))


class Groups:
    """Groups of mentions with the same words, over their nodes."""

    def __init__(self, nodes: Nodes, model: Model) -> None:
        self.nodes = nodes
        self.was: dict[str, int] = {}
        """Mention → its cluster before the transaction, 0 for none, for those that moved."""
        self.remade = set[int]()
        """The groups that hold an identifier that turned generic, or is no longer."""
        self.tell: Tell = _silent
        self.meetings = Meetings(nodes.tables)
        self._tables = nodes.tables
        self._db = nodes.tables.db
        self._model = model
        self._used = set[str]()
        """Of the tables that are mostly empty, those that are not."""

    def look(self) -> None:
        """Look once for each transaction at what others may have written: most tables stay empty."""
        self._used = {table for table in ("judged", "source") if self._any(table)}
        self.nodes.look()
        self.meetings.look()

    def uses(self, table: str) -> bool:
        """True when one of the tables that mostly stay empty is not."""
        return table in self._used

    def expect(self, rows: Sequence[Said]) -> None:
        """Look at once for all of these mentions at what putting them in will ask."""
        bodies = {said.mention: body_of(said.features) for said in rows}
        digests = {mention: digest_of(body) for mention, body in bodies.items()}
        query = "SELECT digest, id FROM grp WHERE digest IN"
        known = dict(self._tables.where(query, set(digests.values())))
        self.nodes.expect(said.features for said in rows if digests[said.mention] not in known)

    def begin(self) -> None:
        """Start the account of one step of a transaction."""
        self.was, self.remade = {}, set()
        self.nodes.begin()

    def add_all(self, rows: Iterable[Said]) -> None:
        """Put in mentions, one after the other."""
        for said in rows:
            self.add(said)

    def add(self, said: Said) -> None:
        """Put in a mention; the same again changes nothing, with other words it is another."""
        digest, body, group = self._tables.group_of(said.features)
        query = "SELECT record, grp FROM said WHERE mention = ?"
        row = self._tables.one(query, packed(said.mention))
        if row and group and row == (packed(said.record), group) and self._is_met(said):
            return
        if row:
            self.remove(said.mention)
            digest, body, group = self._tables.group_of(said.features)
        self.was.setdefault(said.mention, 0)
        if not group:
            self._put_first(said, self._begin(digest, body, said.features))
            return
        self._write_said(said, group, 0)
        self.meetings.put(said.mention, group, said.features.met)
        self._place(group, said.record)
        self._place_all(group, self.meetings.rivals(group, [said.mention]) - {said.mention})

    def _put_first(self, said: Said, group: Group) -> None:
        """Put in the first mention of a group: where it belongs depends on no other."""
        judged = list(self._judged([said.mention]))
        pairs = [(said.mention, said.record)]
        slot = slots(pairs, judged, group.one, said.features.is_empty)[said.mention]
        node = self.nodes.create(group.id, slot, packed(said.mention), group.features)
        self._write_said(said, group.id, node)
        self.meetings.put(said.mention, group.id, said.features.met)
        self.nodes.index(node)

    def _write_said(self, said: Said, group: int, node: int) -> None:
        query = "INSERT INTO said (mention, record, grp, node) VALUES (?, ?, ?, ?)"
        self._db.execute(query, (packed(said.mention), packed(said.record), group, node))
        self.nodes.memory.say(node)

    def _is_met(self, said: Said) -> bool:
        """True for a mention that was met as it is known."""
        return self.meetings.of([said.mention]).get(said.mention, UNMET) == said.features.met

    def remove(self, mention: str) -> bool:
        """Take out a mention; False when there is none of this id."""
        row = self._tables.one("SELECT record, grp, node FROM said WHERE mention = ?", packed(mention))
        if not row:
            return False
        record, group, node = row
        self.touch(node)
        self._remember(mention, node)
        rivals = self.meetings.rivals(group, [mention]) - {mention}
        self._db.execute("DELETE FROM said WHERE mention = ?", (packed(mention),))
        self.nodes.memory.say(node)
        self.meetings.drop(mention)
        self._settle({node})
        self._place(group, unpacked(record))
        self._place_all(group, rivals)
        if not self._tables.one("SELECT 1 FROM node WHERE grp = ? LIMIT 1", group):
            self._end(group)
        return True

    def judge(self, a: str, b: str, same: bool | None) -> None:
        """Write what was decided about two mentions; None takes it back."""
        key = packed(min(a, b)), packed(max(a, b))
        self._used.add("judged")
        for mention in (a, b):
            self._touch_mention(mention)
        if same is None:
            self._db.execute("DELETE FROM judged WHERE a = ? AND b = ?", key)
        else:
            self._db.execute("INSERT OR REPLACE INTO judged VALUES (?, ?, ?)", (*key, int(same)))
        for mention in (a, b):
            row = self._tables.one("SELECT grp, record FROM said WHERE mention = ?", packed(mention))
            if row:
                self._place(row[0], unpacked(row[1]))
            self._touch_mention(mention)

    def touch(self, node: int) -> None:
        """The clusters of a node and of all that hangs on it may be others."""
        self.nodes.touched.add(node)
        self.nodes.touched.update(self.neighbours([node]))

    def neighbours(self, nodes: Iterable[int]) -> set[int]:
        """The nodes that a pair, a positive judgement or a source's key joins to one of these."""
        wanted = list(nodes)
        found = set[int]().union(*self.nodes.memory.beside(wanted).values())
        if "judged" in self._used or "source" in self._used:
            found = found.union(*map(self._joined, wanted))
        return found

    def _joined(self, node: int) -> set[int]:
        found = set[int]()
        by_judgement = (
            "SELECT o.node FROM said s JOIN judged j ON j.{0} = s.mention AND j.same = 1"
            " JOIN said o ON o.mention = j.{1} WHERE s.node = ?"
        )
        if "judged" in self._used:
            for ends in (("a", "b"), ("b", "a")):
                found.update(row[0] for row in self._tables.rows(by_judgement.format(*ends), node))
        if "source" in self._used:
            query = (
                "SELECT o.id FROM node n JOIN source s ON s.grp = n.grp"
                " JOIN source t ON t.key = s.key JOIN node o ON o.grp = t.grp WHERE n.id = ?"
            )
            found.update(row[0] for row in self._tables.rows(query, node))
        return found - {node}

    def _any(self, table: str) -> bool:
        return self._tables.one(f"SELECT 1 FROM {table} LIMIT 1") is not None

    def _touch_mention(self, mention: str) -> None:
        row = self._tables.one("SELECT node FROM said WHERE mention = ?", packed(mention))
        if row:
            self.touch(row[0])

    def _remember(self, mention: str, node: int) -> None:
        held = self.nodes.memory.node(node)
        self.was.setdefault(mention, held.cluster if held else 0)

    def _begin(self, digest: bytes, body: bytes, said: Features) -> Group:
        """A new group: it counts as a holder of its identifiers, which may make them generic."""
        features = replace(said, met=UNMET) if said.met else said
        held = identifiers(features)
        rows = self._tables.where("SELECT number, names FROM generic WHERE number IN", held)
        used = without(features, {number for number, names in rows if names > MOST_HOLDERS})
        made = self._insert(digest, body, features, used)
        if features.source_keys:
            self._used.add("source")
            rows = [(key, made.id) for key in features.source_keys]
            self._db.executemany("INSERT INTO source VALUES (?, ?)", rows)
        crossed = [number for number in held if self._hold(number, holder(features), made.id)]
        return self._tables.group(made.id) if crossed else made

    def _insert(self, digest: bytes, body: bytes, features: Features, used: Features) -> Group:
        other = None if used is features else body_of(used)
        query = "INSERT INTO grp (digest, raw, used, one) VALUES (?, ?, ?, ?)"
        one = names_one(used, self._model)
        made = self._db.execute(query, (digest, body, other, int(one))).lastrowid
        assert made
        return Group(made, used, one)

    def _end(self, group: int) -> None:
        features = self._tables.raw(group)
        for number in identifiers(features):
            self._release(number, holder(features), group)
        for key in features.source_keys:
            self._db.execute("DELETE FROM source WHERE key = ? AND grp = ?", (key, group))
        self._db.execute("DELETE FROM grp WHERE id = ?", (group,))

    def _hold(self, number: str, name: str, group: int) -> bool:
        """Write that a group holds an identifier; True when that makes it generic."""
        query = "SELECT 1 FROM holder WHERE number = ? AND name = ? LIMIT 1"
        known = self._tables.one(query, number, name)
        self._db.execute("INSERT OR IGNORE INTO holder VALUES (?, ?, ?)", (number, name, group))
        if known:
            return False
        query = "INSERT INTO generic VALUES (?, 1) ON CONFLICT (number) DO UPDATE SET names = names + 1"
        self._db.execute(query, (number,))
        return self._crossed(number, MOST_HOLDERS + 1)

    def _release(self, number: str, name: str, group: int) -> None:
        key = (number, name, group)
        self._db.execute("DELETE FROM holder WHERE number = ? AND name = ? AND grp = ?", key)
        if not self._tables.one("SELECT 1 FROM holder WHERE number = ? AND name = ? LIMIT 1", number, name):
            self._db.execute("UPDATE generic SET names = names - 1 WHERE number = ?", (number,))
            self._db.execute("DELETE FROM generic WHERE number = ? AND names = 0", (number,))
            self._crossed(number, MOST_HOLDERS)

    def _crossed(self, number: str, at: int) -> bool:
        """When an identifier turns generic, or no longer is, all that hold it are other nodes."""
        row = self._tables.one("SELECT names FROM generic WHERE number = ?", number)
        names = row[0] if row else 0
        if names <= at:
            self.nodes.stirred.numbers.add(number)
        if names != at:
            return False
        self.nodes.crossed.add(number)
        groups = sorted(self._tables.rows("SELECT DISTINCT grp FROM holder WHERE number = ?", number))
        for done, (group,) in enumerate(groups):
            self.tell(done, len(groups))
            self._remake(group)
            self.remade.add(group)
        self.tell(len(groups), len(groups))
        return True

    def _remake(self, group: int) -> None:
        """Make a group's nodes anew, by what counts of its words now."""
        raw = self._tables.raw(group)
        held = self._tables.where("SELECT number, names FROM generic WHERE number IN", identifiers(raw))
        used = without(raw, {number for number, names in held if names > MOST_HOLDERS})
        query = "SELECT mention, record, node FROM said WHERE node IN (SELECT id FROM node WHERE grp = ?)"
        rows = self._tables.rows(query, group)
        for mention, _, node in rows:
            self._remember(unpacked(mention), node)
        for node in sorted({row[2] for row in rows}):
            self.touch(node)
            self.nodes.drop(node)
        values = (None if used == raw else body_of(used), int(names_one(used, self._model)), group)
        self._db.execute("UPDATE grp SET used = ?, one = ? WHERE id = ?", values)
        self._distribute(group, [(unpacked(mention), unpacked(record), 0) for mention, record, _ in rows])

    def _place(self, group: int, record: str) -> None:
        """Put the mentions of a group in one record into the nodes where they belong now."""
        query = "SELECT mention, record, node FROM said WHERE record = ? AND grp = ?"
        rows = self._tables.rows(query, packed(record), group)
        self._distribute(group, [(unpacked(m), unpacked(r), node) for m, r, node in rows])

    def _place_all(self, group: int, mentions: Iterable[str]) -> None:
        """The same for the records of these mentions."""
        rows = self._tables.where("SELECT record FROM said WHERE mention IN", map(packed, mentions))
        for record in sorted({unpacked(row[0]) for row in rows}):
            self._place(group, record)

    def _distribute(self, group: int, said: list[tuple[str, str, int]]) -> None:
        """Put mentions (with record and node) of a group where they belong, all of a record at once."""
        if said:
            held = self._tables.group(group)
            mentions = [mention for mention, _, _ in said]
            alone = {*self._judged(mentions), *self.meetings.rivals(group, mentions)}
            pairs = ((mention, record) for mention, record, _ in said)
            wanted = slots(pairs, alone, held.one, held.features.is_empty)
            self._move(held, {mention: node for mention, _, node in said}, wanted)

    def _judged(self, mentions: Iterable[str]) -> Iterator[str]:
        if "judged" in self._used:
            for mention in mentions:
                query = "SELECT 1 FROM judged WHERE a = ?1 UNION SELECT 1 FROM judged WHERE b = ?1 LIMIT 1"
                if self._tables.one(query, packed(mention)):
                    yield mention

    def _move(self, group: Group, at: dict[str, int], wanted: dict[str, Stored]) -> None:
        changed, new = set[int](), list[int]()
        for mention, slot in sorted(wanted.items()):
            row = self._tables.one("SELECT id FROM node WHERE grp = ? AND slot = ?", group.id, slot)
            if row and row[0] == at[mention]:
                continue
            if at[mention]:
                self.touch(at[mention])
                self._remember(mention, at[mention])
                changed.add(at[mention])
            if row:
                changed.add(row[0])
            else:
                row = (self.nodes.create(group.id, slot, packed(mention), group.features),)
                new.append(row[0])
            query = "UPDATE said SET node = ? WHERE mention = ?"
            self._db.execute(query, (row[0], packed(mention)))
            self.nodes.memory.say(row[0], at[mention])
        self._settle(changed)
        for node in new:
            self.nodes.index(node)

    def _settle(self, changed: Iterable[int]) -> None:
        """Name anew the nodes whose mentions changed; those without any go."""
        for node in sorted(set(changed)):
            self.nodes.touched.add(node)
            query = "SELECT min(mention) FROM said WHERE node = ? GROUP BY typeof(mention)"
            left = [unpacked(row[0]) for row in self._tables.rows(query, node)]
            held = self.nodes.memory.node(node)
            if not held:
                continue
            if not left:
                self.nodes.drop(node)
            elif packed(min(left)) != held.name:
                self._db.execute("UPDATE node SET name = ? WHERE id = ?", (packed(min(left)), node))
                self.nodes.memory.put(held._replace(name=packed(min(left))))
                self.nodes.renamed(node)
