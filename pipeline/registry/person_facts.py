"""What the letters of a batch say of a person."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.registry.joining import most


@dataclass(slots=True)
class _Post:
    """A post held: by the dates of the documents that say so."""

    first: str
    last: str
    count: int


Spelling = tuple[str, str, str, str]


class Facts:
    """What the letters say of a form: spellings (full name, surname, name, patronymic), genders, posts at
    organisations.
    """

    __slots__ = ("genders", "names", "posts")

    def __init__(self) -> None:
        self.names: dict[Spelling, int] = {}
        self.genders: dict[str, int] = {}
        self.posts: dict[tuple[str, str], _Post] = {}

    def spelled(self, name: Spelling, gender: str, times: int) -> None:
        """The letters write the name so, and take the person for a man or a woman."""
        self.names[name] = self.names.get(name, 0) + times
        if gender:
            self.genders[gender] = self.genders.get(gender, 0) + times

    def held(self, position: str, organization: str, first: str, last: str, count: int) -> None:
        """The letters of these dates give the person this post."""
        known = self.posts.get((position, organization))
        if known is None:
            self.posts[position, organization] = _Post(first, last, count)
            return
        known.first = min(filter(None, (known.first, first)), default="")
        known.last = max(known.last, last)
        known.count += count

    def take(self, other: Facts) -> None:
        """Take in what is said of another form of the same person."""
        for name, times in other.names.items():
            self.names[name] = self.names.get(name, 0) + times
        for gender, times in other.genders.items():
            self.genders[gender] = self.genders.get(gender, 0) + times
        for (position, organization), post in other.posts.items():
            self.held(position, organization, post.first, post.last, post.count)

    @property
    def gender(self) -> str:
        """What most letters say, "" where none does."""
        return most(self.genders)

    @property
    def organizations(self) -> set[str]:
        """Where the person holds posts."""
        return {organization for _, organization in self.posts if organization}
