"""A warm process that forks depositors and kills them: nobody waits for imports before each death.

Each line of standard input is ``ROUND SHARE``: fork a depositor for this round and kill it after this share
of the time that a deposit takes at the moment. The answer is one line of JSON: what the depositor said before
it died.
This process never opens a store itself: the runtime of Delta does not survive a fork.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sys
import time
import traceback
from itertools import count

from data.desk import Desk
from data.habits import Habit
from data.intake.reading import Reading
from data.rights import AT_THE_MACHINE
from data.store import Store
from tests.faults.writer import rows

READY = "prêt"
# Texts as the intake reads them.
TEXTS = dict.fromkeys(
    ("periode", "structure", "action", "territoire", "public", "mesure", "statut", "commentaire"), "category"
)


def structure_of(round_: int) -> str:
    return f"tour_{round_:03d}"


def content_of(round_: int, number: int) -> bytes:
    return f"{structure_of(round_)} {number}".encode()


def reading(round_: int, number: int) -> Reading:
    """The file `number` of a round: 50 rows, all of this value, and one habit."""
    content = content_of(round_, number)
    return Reading(
        filename=f"{number}.csv",
        sha256=hashlib.sha256(content).hexdigest(),
        table="activite",
        rows=rows(structure_of(round_), number).astype(TEXTS),
        content=content,
        habits=(Habit("colonne", "activite", "séances", "valeur"),),
    )


def deposit_until_killed(round_: int, pipe: int) -> None:
    """Deposit file after file, withdraw every third one, and say each thing once it is done."""
    desk = Desk(Store(), AT_THE_MACHINE)
    say(pipe, READY)
    for number in count():
        name = structure_of(round_)
        receipt = desk.deposit(reading(round_, number), author=name, reason="essai", confirmed=True)
        say(pipe, receipt.number)
        if number % 3 == 1:
            desk.withdraw(receipt.number, author=name, reason="essai")
            say(pipe, f"retrait {receipt.number}")


def say(pipe: int, words: str) -> None:
    os.write(pipe, f"{words}\n".encode())


def fork_depositor(round_: int) -> tuple[int, int]:
    """The process of a depositor, and the end of the pipe where it is heard."""
    heard, pipe = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            deposit_until_killed(round_, pipe)
        except BaseException:
            traceback.print_exc()
        os._exit(1)
    os.close(pipe)
    return process, heard


def hear(heard: int, lines: int) -> list[str]:
    """The first things a depositor says, or all of them once it is dead."""
    said = b""
    while said.count(b"\n") < lines and (more := os.read(heard, 4096)):
        said += more
    return said.decode().splitlines()


def live_and_die(round_: int, seconds: float) -> list[str]:
    """What a depositor said that was killed so long after it was ready."""
    process, heard = fork_depositor(round_)
    said = hear(heard, 1)
    time.sleep(seconds)
    os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    said += hear(heard, sys.maxsize)
    os.close(heard)
    if not os.WIFSIGNALED(status):
        raise RuntimeError(f"round {round_}: the depositor stopped by itself, after {said}")
    return said[1:]


def seconds_of_a_deposit() -> float:
    """How long a first deposit takes here, by a depositor of round 0."""
    process, heard = fork_depositor(0)
    hear(heard, 1)
    start = time.perf_counter()
    hear(heard, 1)
    took = time.perf_counter() - start
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    os.close(heard)
    return took


def next_pace(heard: list[str]) -> float:
    """Longer lives after one that was too short to say anything, shorter ones after a talkative one.

    The computer is more or less busy from one round to the next: a measure made once would soon be wrong.
    """
    if len(heard) > 2:
        return 0.8
    return 1.0 if heard else 1.15


if __name__ == "__main__":
    unit = seconds_of_a_deposit()
    for line in sys.stdin:
        asked, share = line.split()
        heard = live_and_die(int(asked), float(share) * unit)
        print(json.dumps(heard), flush=True)
        unit *= next_pace(heard)
