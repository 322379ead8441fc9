"""Imported by a reader that is measured: at its end it tells on file descriptor 3 what the operating system counted."""

import atexit
import json
import os
import re
import resource
import sys

_code = 0
_show = sys.excepthook


def _failed(*error):
    global _code
    _code = 1
    _show(*error)


def _peak_kb():
    with open("/proc/self/status", encoding="ascii") as status:
        return int(re.search(r"^VmHWM:\s+(\d+)", status.read(), re.M).group(1))


def _report():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    report = {"code": _code, "userS": usage.ru_utime, "systemS": usage.ru_stime, "peakKb": _peak_kb()}
    os.write(3, json.dumps(report).encode())


sys.excepthook = _failed
atexit.register(_report)
