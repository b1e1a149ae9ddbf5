"""The display board as the server draws it."""

import re

import pytest
from django.test import Client

from pendopo.kernel import clock
from pendopo.queue import actions


def call(halls, counter=0):
    place = halls.home.counters[counter].pk
    from pendopo.queue.domain.ticket import Step

    return actions.call_next(place, actor=halls.home.officer, now=clock.now(), close=Step.FINISH)


@pytest.fixture
def board(halls):
    return f"/papan/{halls.home.office.slug}/"


def numbers(page):
    return re.findall(r'data-number="([^"]+)"', page)


def test_anybody_sees_the_latest_calls_and_who_waits(halls, board):
    for _ in range(8):
        halls.take()
    for counter in (0, 1, 0, 1, 0, 1):
        call(halls, counter)
    page = Client().get(board).content.decode()
    assert numbers(page) == ["A-006", "A-005", "A-004", "A-003", "A-002"], "newest first, one and four before"
    assert "Loket 2" in page.split("app-board__counter")[1][:40]
    assert re.search(r"<b>A</b>.*?<span>2</span>", page, re.S)


def test_a_recall_comes_to_the_front_and_is_shown_once(halls, board):
    halls.take(), halls.take()
    first = call(halls, 0)
    call(halls, 1)
    actions.recall(first.id, actor=halls.home.officer, now=clock.now())
    assert numbers(Client().get(board).content.decode()) == ["A-001", "A-002"]


def test_before_the_first_call_the_board_says_so(halls, board):
    assert "Belum ada panggilan hari ini." in Client().get(board).content.decode()


def test_the_part_that_is_asked_for_again_is_the_part_of_the_page(halls, board):
    halls.take()
    call(halls)
    strip = lambda text: re.sub(r'data-now="[^"]+"', "", text)  # noqa: E731
    assert strip(Client().get(f"{board}isi/").content.decode()).strip() in strip(
        Client().get(board).content.decode()
    )


@pytest.mark.parametrize(
    ("query", "repeat", "volume"),
    [
        ("", 2, 100),
        ("?ulang=1&suara=40", 1, 40),
        ("?ulang=9&suara=-3", 2, 100),
        ("?ulang=x&suara=9999", 2, 100),
    ],
)
def test_a_screen_chooses_repetition_and_volume_by_its_address(board, query, repeat, volume):
    page = Client().get(board + query).content.decode()
    assert f'data-repeat="{repeat}" data-volume="{volume}"' in page


def test_an_unknown_office_is_not_found(halls):
    assert Client().get("/papan/tidak-ada/").status_code == 404
    assert Client().get("/papan/tidak-ada/isi/").status_code == 404
    assert Client().post(f"/papan/{halls.home.office.slug}/").status_code == 405


def test_the_board_tells_nobodys_secret(halls, board):
    ticket = halls.take()
    call(halls)
    assert str(ticket.id) not in Client().get(board).content.decode()
