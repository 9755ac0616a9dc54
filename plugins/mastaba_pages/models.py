"""The two types of this plugin."""

from sqlalchemy.orm import Mapped

from mastaba.api import Body, Content, Tags, Terms, field, node_key

TOPICS = "pages.topics"
TOPICS_HELP = "Terms of the vocabulary “Topics” in the library."


class Page(Content):
    """A page of text."""

    __tablename__ = "pages_page"
    __impersonal__ = ("body", "tags", "topics")
    __type__ = "pages.page"

    id: Mapped[int] = node_key()
    body: Mapped[Body] = field(label="Text", place="main")
    tags: Mapped[Tags] = field(label="Tags", help="Separated by commas.")
    topics: Mapped[Terms] = field(label="Topics", help=TOPICS_HELP, vocabulary=TOPICS)


class Section(Content):
    """A page that lists the pages below it."""

    __tablename__ = "pages_section"
    __impersonal__ = ("body", "topics")
    __type__ = "pages.section"

    id: Mapped[int] = node_key()
    body: Mapped[Body] = field(label="Text", place="main")
    newest_first: Mapped[bool] = field(
        label="Newest pages first",
        help="Lists by date, as news and blogs do; otherwise in the order of the editors.",
        default=False,
    )
    topics: Mapped[Terms] = field(label="Topics", help=TOPICS_HELP, vocabulary=TOPICS)
