"""A worker's own clock: a file that takes too long ends its process, whatever code is stuck.

Native code cannot be interrupted by an exception; the alarm's default action ends the process, and
whoever waits for it reports the file. Reading a scan takes honest minutes: it asks for more time.
Outside a worker nothing is armed and asking does nothing.
"""

from __future__ import annotations

import signal
import time

_deadline: list[float] = []


def start_watch(seconds: float) -> None:
    """Arm the clock for one file."""
    _deadline[:] = [time.monotonic() + seconds]
    _arm()


def extend_watch(seconds: float) -> None:
    """Ask for more time, counted from the present end."""
    if _deadline:
        _deadline[0] += seconds
        _arm()


def stop_watch() -> None:
    """Disarm the clock."""
    _deadline.clear()
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0)


def _arm() -> None:
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, max(_deadline[0] - time.monotonic(), 0.01))
