"""What they say: conversations by the page they are on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

APPROVED, LEFT, REFUSED = "approved", "left", "refused"  # what the editor did about it


@dataclass(frozen=True)
class Said:
    """One comment: `after` is how many hours after the page, or after what it answers.

    `done` is what became of what the site held; `reported` why a reader did not like it, and
    `mail` whether a visitor left an address.
    """

    by: str
    words: str
    after: float
    answers: Sequence[Said] = ()
    done: str = APPROVED
    reported: str = ""
    mail: bool = False
    trap: str = ""


@dataclass(frozen=True)
class Conversation:
    """What is said on one page; `closed`: nothing more can be said."""

    path: str
    said: Sequence[Said]
    closed: bool = False


ECLIPSE = (
    Said(
        "Bridget from the chapel row",
        "We watched it in the colander. My mother is ninety-one and had never seen one, and she "
        "held the colander the whole time because *nobody else was keeping it still*.",
        26,
        mail=True,
        answers=(
            Said(
                "owen.tarrant",
                "A colander is a better instrument than half of what we own. Please tell her that "
                "the crescents are pictures of the Sun, one per hole, and that she was running "
                "forty cameras at once.",
                3,
                answers=(
                    Said(
                        "Bridget from the chapel row",
                        "I told her. She says forty-four.",
                        5,
                        mail=True,
                        answers=(
                            Said(
                                "owen.tarrant",
                                "I stand corrected, and shall count ours.",
                                15,
                            ),
                        ),
                    ),
                    Said(
                        "wren.hallow",
                        "There is a photograph of the hawthorn crescents on the board in the "
                        "library now, if anybody missed them.",
                        20,
                    ),
                ),
            ),
        ),
    ),
    Said(
        "idris.penlee",
        "For the record table: my thermometer at the quarry, in a proper screen, fell by "
        "**2.7 °C** and was lowest at 19:17, nine minutes after the deepest.\n\n"
        "> Air temperature, fall | 3.1 °C\n\n"
        "Where was yours?",
        31,
        answers=(
            Said(
                "owen.tarrant",
                "On the lawn, a metre and a half up, which is to say not in a proper screen. I "
                "should trust yours.",
                14,
            ),
        ),
    ),
    Said(
        "A father of two",
        "Were both lost children found by the same person? Asking because one of them was mine "
        "and he will not say.",
        50,
    ),
    Said(
        "Peter",
        "Does the lower meadow take camper vans?",
        2140,
        done=LEFT,
    ),
)

DARK = (
    Said(
        "wren.hallow",
        "The person at the back with the telephone was me, in February. I have put a sock over it "
        "since.",
        4,
        answers=(
            Said(
                "marta.quell",
                "I knew who it was, and I have never said so until now. A sock is all I ask.",
                2,
            ),
        ),
    ),
    Said(
        "Nightshift nurse",
        "I would be careful with the paragraph about the hormone. What is known about shift work "
        "is not nonsense, and those of us who do it read these things at four in the morning "
        "with the blinds down.",
        20,
        mail=True,
        answers=(
            Said(
                "marta.quell",
                "You are right to say so, and I had people in mind who sell lamps, not people who "
                "work at night. What would you put there instead?",
                6,
                answers=(
                    Said(
                        "Nightshift nurse",
                        "Just what you know:\n\n"
                        "- it is made at night,\n"
                        "- blue light stops it,\n"
                        "- the rest is being worked on.",
                        9,
                        mail=True,
                        answers=(
                            Said(
                                "marta.quell",
                                "That is better than mine. I shall put it in.",
                                12,
                            ),
                        ),
                    ),
                ),
            ),
        ),
    ),
    Said(
        "idris.penlee",
        "The eighty-three-year-old is my aunt. She says it was 1952.",
        44,
    ),
    Said(
        "lumen-fan",
        "Nice words but I like my street bright and I pay for it. WHY SHOULD I BE TOLD BY PEOPLE "
        "ON A HILL WHAT LAMP TO HAVE",
        70,
        done=LEFT,
    ),
)

LAMPS = (
    Said(
        "R. at number 14",
        "I wrote one of the eleven complaints. I had not been able to find the switch. You may "
        "take it off the list.",
        30,
        answers=(
            Said(
                "dele.adair",
                "Taken off with thanks. It was a very polite complaint.",
                16,
            ),
        ),
    ),
    Said(
        "Mill Lane",
        "The man who runs the parish council could not find his own backside with both lamps on.",
        9600,
        reported="It is rude about somebody who cannot answer here.",
    ),
)

BUS = (
    Said(
        "joan.stott",
        "The file is four inches thick, since people ask. I kept the envelopes, too.",
        6,
        answers=(Said("dele.adair", "We counted on it.", 1),),
    ),
    Said(
        "Hikers’ hut",
        "Does it stop at the quarry if one asks?",
        300,
        answers=(Said("dele.adair", "It does now. Put your hand out well before the bend.", 20),),
    ),
)

STACKING = (
    Said(
        "Tomek",
        "It works! One trap: `brightest` found the lamp of my neighbour. I crop first:\n\n"
        "```\nframe = frame[200:, :]\n```",
        60,
        mail=True,
        answers=(
            Said(
                "sunniva.holm",
                "Of course it did, the lamp was brighter. Cropping is right. So is a word with "
                "the neighbour: <https://www.example.org/lighting> has one in plain language.",
                10,
            ),
        ),
    ),
    Said(
        "stella",
        "compare https://one.example/stack https://two.example/stack https://three.example/a and "
        "https://four.example/align which all do the same, which is the best one?",
        5300,
        done=LEFT,
        mail=True,
    ),
)

QUESTIONS = (
    Said(
        "Window seat",
        "You have left out “Is this the queue?”",
        8,
        answers=(Said("dele.adair", "That was asked by people who were not yet at it.", 3),),
    ),
    Said(
        "A grandson",
        "I came on a Friday when it was cold. Now what?",
        40,
        answers=(Said("owen.tarrant", "Now another Friday.", 12),),
    ),
)

BREAKFAST = (
    Said("The two dogs", "Present, and would come again.", 9),
    Said(
        "Cheap glasses 24",
        "BUY ECLIPSE GLASSES https://glasses.example/a https://glasses.example/b "
        "https://glasses.example/c https://glasses.example/d https://glasses.example/e",
        1950,
        done=REFUSED,
        trap="https://glasses.example",
    ),
)

CONVERSATIONS = (
    Conversation("/news/eclipse-from-the-car-park", ECLIPSE),
    Conversation("/news/eclipse-before-breakfast", BREAKFAST),
    Conversation("/news/two-hundred-lamps", LAMPS),
    Conversation("/news/bus-17-on-friday-evenings", BUS, closed=True),
    Conversation("/notebook/what-the-dark-is-for", DARK),
    Conversation("/notebook/stacking-frames", STACKING),
    Conversation("/notebook/ticket-hut-questions", QUESTIONS),
)
